"""To-do lists are their owner's; what was done for a client tells of itself."""

NOT_TOLD = {
    "todo.open_week",
    "todo.feed",
    "todo.move_deadline",
    "todo.confirm_week",
    "todo.close_week",
    "todo.add",
    "todo.change",
    "todo.complete",
    "todo.drop",
    "todo.carry",
    "todo.reopen",
    "todo.hand_over",
}
