"""What crosses the wire about opportunities, a file per subject."""
