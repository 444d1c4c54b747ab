"""What phones get, as statements."""
