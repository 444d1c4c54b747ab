"""What is done with messengers is nobody else's business."""

NOT_TOLD = {"messenger.add", "messenger.remove", "messenger.try_out"}
