"""What is fixed about decision maps: codes, warnings, and how a map is laid out; pure."""
