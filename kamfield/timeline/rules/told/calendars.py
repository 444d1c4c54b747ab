"""A calendar feed is its owner's business."""

NOT_TOLD = {"calendar_feed.add", "calendar_feed.revoke"}
