"""Puts days and briefs together."""
