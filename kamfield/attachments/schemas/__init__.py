"""What crosses the wire about attachments, as JSON and as the tus protocol."""
