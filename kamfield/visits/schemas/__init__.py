"""What crosses the wire about visits, a file per subject."""
