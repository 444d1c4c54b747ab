"""What sync itself stores."""

from kamfield.sync.models.company import CodeRow, PolicyValue
from kamfield.sync.models.days import WindowDay
from kamfield.sync.models.devices import Device
from kamfield.sync.models.issues import SyncIssue
from kamfield.sync.models.restores import Restore

__all__ = ["CodeRow", "Device", "PolicyValue", "Restore", "SyncIssue", "WindowDay"]
