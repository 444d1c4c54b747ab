"""How the company works: frequencies, deadlines, limits and its calendar, edited by an administrator."""
