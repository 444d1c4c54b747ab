"""What is attached is seen where it is attached."""

NOT_TOLD = {
    "attachment.add",
    "attachment.change",
    "attachment.delete",
    "attachment.refuse",
    "attachment.store",
}
