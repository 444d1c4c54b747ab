"""An invented company to look at: two teams, two languages, clients around real cities, a month in the field."""
