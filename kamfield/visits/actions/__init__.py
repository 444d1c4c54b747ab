"""What can be done with visits, a file per subject, one function per verb."""
