"""What the demo company's clients are not content with: one open, one that went up, one solved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kamfield.accounts.actions import contacts
from kamfield.core.work import Actor, Work
from kamfield.demo.archive import Client
from kamfield.issues import actions as issues

ISSUES: dict[bool, tuple[dict[str, Any], ...]] = {
    True: (
        {"kind": "complaint", "severity": "high", "title": "三号泵密封两周后渗漏"},
        {"kind": "request", "severity": "low", "title": "希望提供耐碱材质的样本册"},
        {"kind": "dispute", "severity": "normal", "title": "二月发票数量不符"},
    ),
    False: (
        {"kind": "complaint", "severity": "high", "title": "Seal of pump 3 leaks after two weeks"},
        {"kind": "request", "severity": "low", "title": "Wants a sample book of the alkali-proof materials"},
        {"kind": "dispute", "severity": "normal", "title": "Quantity on the February invoice is wrong"},
    ),
}
SOLVED = {True: "已更正发票并重新寄出。", False: "The invoice was corrected and sent again."}


def lose_touch(work: Work, manager: Actor, client: Client) -> None:
    """The manager heard that somebody has left whom the rep was to meet."""
    work.db.flush()
    contacts.mark_left(replace(work, user=manager), client.contact_ids[-1])


def trouble(work: Work, clients: Sequence[Client]) -> None:
    """The clients that matter most have something to say; the older the worse, as the worker will notice."""
    for days, client, number in zip((5, 2, 9), clients, range(3), strict=False):
        chinese = client.country == "CN"
        ago = replace(work, now=work.now - timedelta(days=days))
        work.db.info["now"] = ago.now
        contact_id = client.contact_ids[0]
        found = issues.add(ago, account_id=client.id, contact_id=contact_id, **ISSUES[chinese][number])
        work.db.flush()
        work.db.info["now"] = work.now
        if found.kind == "dispute":
            issues.resolve(work, found.id, SOLVED[chinese])
    work.db.flush()
