"""What may be said of an opportunity and how far it can come; pure tables and functions, a file per subject."""
