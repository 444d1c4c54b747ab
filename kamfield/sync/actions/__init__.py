"""What a phone asks of the server, one module per subject."""
