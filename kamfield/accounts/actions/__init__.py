"""What can be done with the client archive, a file per subject, one function per verb."""

from kamfield.accounts.actions.accounts import add

__all__ = ["add"]
