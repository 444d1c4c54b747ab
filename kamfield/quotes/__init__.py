"""Quotations: asked for, sent, chased until they are answered."""
