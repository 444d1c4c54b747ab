"""What happened with a client, told from the journal; and the journal itself for those who answer for it."""
