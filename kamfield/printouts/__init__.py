"""Printouts: what people still put on a table or pin to a wall, as a spreadsheet and as a page that prints."""
