"""What the pages show and do."""
