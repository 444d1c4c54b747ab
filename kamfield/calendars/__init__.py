"""Calendars: a person's visits as a feed that calendar programs subscribe to."""
