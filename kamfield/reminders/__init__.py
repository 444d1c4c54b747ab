"""Reminders: what people are told by mail, once, in time, in their language, with a ledger that says why."""
