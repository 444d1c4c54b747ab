"""Weekly to-do lists: what a rep has to do this week, opened by itself, confirmed and closed by the rep."""
