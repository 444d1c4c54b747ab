"""Proposals."""

NOT_TOLD = {
    # what comes of them is told visit by visit
    "proposal.ask",
    "proposal.accept",
    "proposal.decline",
}
