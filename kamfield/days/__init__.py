"""Days in the field: a rep's home screen, and what a rep needs to know at a client's door. Nothing is stored here."""
