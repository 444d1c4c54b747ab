"""Plans: the rep's and the manager's business."""

NOT_TOLD = {
    "plan.hand_over",
    "plan.add",
    "plan.add_line",
    "plan.change_line",
    "plan.remove_line",
    "plan.submit",
    "plan.withdraw",
    "plan.approve",
    "plan.return",
    "plan.approve_line",
    "plan.return_line",
    "plan.reject_line",
    "plan.propose_line",
    "plan.drop_line",
    "plan.note_move",
    "plan.close",
}
