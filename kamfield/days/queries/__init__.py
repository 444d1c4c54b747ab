"""What a day and a brief are read from; every statement is bounded, and none grows with history."""
