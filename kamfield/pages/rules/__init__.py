"""What stands on the pages, and how it is said."""
