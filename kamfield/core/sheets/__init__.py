"""Tables people keep in files: CSV and spreadsheets read with faults named, cells cleaned, written."""
