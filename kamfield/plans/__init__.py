"""Monthly plans: the visits of a rep's month, checked, submitted, decided line by line and as a whole."""
