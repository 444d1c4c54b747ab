"""What is fixed about plans: states and moves, limits, and the check of a month; pure."""
