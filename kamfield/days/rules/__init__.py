"""What a day and a brief show, as pure values."""
