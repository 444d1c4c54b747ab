"""What crosses the wire about quotations."""
