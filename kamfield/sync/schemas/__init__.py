"""What sync says beside the rows themselves."""
