"""Which acts are told on a client's timeline, in which words."""
