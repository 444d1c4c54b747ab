"""Sales opportunities 商机: what a client might buy, how far it has come, and what speaks for us."""
