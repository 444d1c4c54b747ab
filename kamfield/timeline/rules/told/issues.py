"""Issues of clients."""

from kamfield.core.texts import N_
from kamfield.issues.rules import KIND_LABELS
from kamfield.timeline.rules.kinds import Kind, Told

TOLD: dict[str, Told] = {
    "issue.add": Told(
        Kind.ISSUE,
        N_("%(actor)s noted an issue, %(kind)s%(about)s."),
        places={"about": "details.title"},
        labels={"kind": KIND_LABELS},
    ),
    "issue.escalate": Told(
        Kind.ISSUE,
        N_("The issue “%(title)s” has been open for too long: it went up to %(receiver)s."),
        people={"receiver": "details.to_id"},
    ),
    "issue.resolve": Told(
        Kind.ISSUE,
        N_("%(actor)s resolved the issue “%(title)s”%(said)s"),
        places={"said": "after.resolution"},
    ),
    "issue.reopen": Told(
        Kind.ISSUE,
        N_("%(actor)s opened the issue “%(title)s” again%(said)s"),
        places={"said": "details.reason"},
    ),
    "issue.close": Told(Kind.ISSUE, N_("The client agrees that the issue “%(title)s” is solved, says %(actor)s.")),
}

NOT_TOLD = {
    # how an issue is worded, and who has it
    "issue.change",
    "issue.delete",
    "issue.hand_over",
}
