"""Decision maps: who decides about an opportunity, how they stand to us, and who listens to whom."""
