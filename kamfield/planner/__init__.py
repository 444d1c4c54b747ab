"""The planner: which client on which day in which order. Pure: plain data in, plain data out."""
