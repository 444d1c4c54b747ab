"""The demo company's quotations, in every state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from kamfield.core.work import Work
from kamfield.demo.archive import Client
from kamfield.quotes import actions as quotes

TITLES = {
    True: ("进料泵机械密封 40 套", "二号线碟形弹簧", "轴承座改造", "密封垫片年度协议"),
    False: (
        "40 seals for the feed pumps",
        "Disc springs, line 2",
        "New bearing housings",
        "Gaskets, frame order",
    ),
}
STAGES = ("enquiry", "ready", "sent", "sent", "sent", "won", "lost", "withdrawn")


def quote(work: Work, clients: Sequence[Client], chance: Random) -> None:
    """A quotation per stage to the clients that matter most; the sent ones went out on different days."""
    for client, stage in zip(clients, STAGES, strict=False):
        ago = replace(work, now=work.now - timedelta(days=chance.randint(4, 12)))
        amount = Decimal(chance.randrange(8_000, 240_000, 500))
        title = chance.choice(TITLES[client.country == "CN"])
        found = quotes.add(ago, account_id=client.id, title=title, amount=amount, currency=client.currency)
        work.db.flush()
        _bring_to(ago, work, found.id, stage)


def _bring_to(ago: Work, work: Work, quote_id: str, stage: str) -> None:
    if stage == "enquiry":
        return
    quotes.make_ready(ago, quote_id)
    if stage == "ready":
        return
    quotes.send(ago, quote_id, valid_until=(ago.now + timedelta(days=30)).date())
    work.db.flush()
    if stage == "won":
        quotes.win(work, quote_id)
    elif stage == "lost":
        quotes.lose(work, quote_id, reason="price", lost_to="Nordring")
    elif stage == "withdrawn":
        quotes.withdraw(work, quote_id)
