"""What is fixed about proposals: states, reasons, and how a month becomes a problem for the planner; pure."""
