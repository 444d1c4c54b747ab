"""What every slice stands on: clock, database, errors, journal, due rows, work. Knows no HTTP and no slice."""
