"""The demo company's decision maps: who decides at the clients with an opportunity, and who listens to whom."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random

from kamfield.core.work import Work
from kamfield.decision_maps.actions import assessments, factors, lines
from kamfield.decision_maps.rules.codes import Attitude, BuyingRole, Depth, FactorKind, Influence, Standing, Support
from kamfield.demo.archive import Client
from kamfield.opportunities import queries as opportunities

ROLES = (BuyingRole.EVALUATOR, BuyingRole.DECISION_MAKER, BuyingRole.APPROVER, BuyingRole.END_USER)
SUPPORTS = (
    Support.SUPPORTER,
    Support.NEUTRAL,
    Support.NEUTRAL,
    Support.MENTOR,
    Support.OPPONENT,
    Support.NON_SUPPORTER,
)
DEPTHS = (Depth.MULTIPLE, Depth.BRIEF, Depth.IN_DEPTH, Depth.NONE, Depth.UNKNOWN)
FACTORS = {
    True: ("备件一天内到货", "技术总监希望留下自己的成果", "停机成本没有人算过"),
    False: ("Spare parts within a day", "The engineer wants to leave a mark", "Nobody counted the cost of standstill"),
}
KINDS = (FactorKind.TECHNICAL_OR_BUSINESS, FactorKind.PERSONAL, FactorKind.OVERLOOKED)


def chart(work: Work, clients: Sequence[Client], chance: Random) -> None:
    """A map for every opportunity of the rep; some of them with news that is too old."""
    known = {client.id: client for client in clients}
    for found in work.all(opportunities.matching(work.user, owner_id=work.user.id)):
        _assess(work, found.id, known[found.account_id], chance)
        _weigh(work, found.id, known[found.account_id], chance)
        work.db.flush()


def _assess(work: Work, opportunity_id: str, client: Client, chance: Random) -> None:
    for contact_id, role in zip(client.contact_ids, ROLES, strict=False):
        assessments.assess(
            work,
            opportunity_id,
            contact_id=contact_id,
            buying_role=role,
            attitude=chance.choice(list(Attitude)),
            support=chance.choice(SUPPORTS),
            relationship_depth=chance.choice(DEPTHS),
            assessed_on=work.today - timedelta(days=chance.randint(0, 75)),
        )
    work.db.flush()
    for place, (lower, upper) in enumerate(pairwise(client.contact_ids[: len(ROLES)])):
        kind = Influence.POLITICAL if place == 1 else Influence.FORMAL
        lines.draw(work, opportunity_id, from_contact_id=upper, to_contact_id=lower, kind=kind)


def _weigh(work: Work, opportunity_id: str, client: Client, chance: Random) -> None:
    for priority, (kind, text) in enumerate(zip(KINDS, FACTORS[client.country == "CN"], strict=True), 1):
        factors.add_factor(
            work,
            opportunity_id,
            kind=kind,
            text=text,
            priority=priority,
            our_standing=chance.choice(list(Standing)),
            competitors=[{"name": "Nordring", "standing": chance.choice(list(Standing)).value}],
        )
