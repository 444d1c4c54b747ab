"""What sync itself stores."""

from kamfield.sync.models.issues import SyncIssue

__all__ = ["SyncIssue"]
