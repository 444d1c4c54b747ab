"""What somebody wants to be reminded of is their own business."""

NOT_TOLD = {"reminder.retry", "reminder_settings.change", "notice.read", "notice.read_all"}
