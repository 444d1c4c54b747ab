"""The client archive: accounts with their team, places, contacts, facts and intelligence."""
