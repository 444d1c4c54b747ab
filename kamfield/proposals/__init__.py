"""Proposals: the month as the planner would lay it out, for the rep to accept in whole, in part, or not at all."""
