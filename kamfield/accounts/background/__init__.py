"""What happens in the client archive without anybody asking, a file per subject."""
