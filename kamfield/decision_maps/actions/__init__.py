"""What can be done with decision maps, a file per subject."""
