"""What crosses the wire about days and briefs."""
