"""What is done with messengers is nobody else's business."""

NOT_TOLD = {
    "messenger.add",
    "messenger.change",
    "messenger.find",
    "messenger.lose",
    "messenger.remove",
    "messenger.try_out",
}
