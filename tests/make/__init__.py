"""Builders: a valid thing of each kind in one call."""
