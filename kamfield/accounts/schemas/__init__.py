"""What crosses the wire about the client archive, a file per subject."""
