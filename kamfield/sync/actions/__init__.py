"""What happens in a pull and in a push."""
