"""Visits: planned, prepared with the 5W, carried out and reported."""
