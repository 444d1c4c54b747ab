"""People: who they are, whom they report to, what they reach, and how they sign in."""
