"""Visits: prepared with the 5W and objectives, carried out with check-in and check-out, reported."""
