"""Offline sync: what phones hold, what they may write, and how both are brought together."""
