"""What phones sent and could not be carried out: it has a list of its own."""

NOT_TOLD = {"sync_issue.add", "sync_issue.acknowledge"}
