"""A quotation from the enquiry until it goes out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Contact
from kamfield.core import sync_clock
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities.actions import refer
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.actions import dossier as dossiers
from kamfield.quotes.actions import lines as offers
from kamfield.quotes.actions.opportunities import tell_opportunity, tell_probability
from kamfield.quotes.actions.prices import refuse_unapproved
from kamfield.quotes.actions.validity import follow_days
from kamfield.quotes.models import Quote
from kamfield.quotes.rules.numbers import number

FOLLOWED = ("amount", "currency", "opportunity_id", "probability")  # when these change, something else does


def add(
    work: Work,
    *,
    account_id: str,
    contact_id: str | None = None,
    lines: Sequence[dict[str, Any]] = (),
    dossier: Sequence[dict[str, Any]] = (),
    **columns: Any,
) -> Quote:
    """An enquiry of a client, with the next number of the year, and with what is known of it at once."""
    account = work.referred("/account_id", accounts.by_id(work.user, account_id))
    _check_contact(work, account.id, contact_id)
    _check_opportunity(work, account.id, columns.get("opportunity_id"))
    columns.setdefault("currency", policies.current(work).currency)
    quote = Quote(account_id=account.id, contact_id=contact_id, owner_id=work.user.id, number="", **columns)
    work.act("quote.add", quote)
    quote.number = _next_number(work)
    work.add(quote)
    work.db.flush()  # before what refers to it
    dossiers.lay_out(work, quote, dossier)
    if lines:
        offers.write(work, quote, lines)
    return quote


def change(work: Work, quote_id: str, version: int | None, **columns: Any) -> Quote:
    """Other words, figures or days; the ladder follows a new last day, and lines another currency."""
    quote = work.one(queries.by_id(work.user, quote_id), version=version)
    _check_contact(work, quote.account_id, columns.get("contact_id"))
    _check_opportunity(work, quote.account_id, columns.get("opportunity_id"))
    was = {name: getattr(quote, name) for name in FOLLOWED}
    work.act("quote.change", quote)
    quote.change(**columns)
    changed = {name for name, value in was.items() if getattr(quote, name) != value}
    if quote.line_count and "currency" in changed:
        offers.reckon(quote, work.all(queries.lines_of(quote.id, quote.revision)))
    if changed & {"amount", "currency"}:
        quote.reprice()
    follow_days(work, quote)
    if "opportunity_id" in changed:
        tell_opportunity(work, quote)
    elif "probability" in changed:
        tell_probability(work, quote)
    return quote


def make_ready(work: Work, quote_id: str) -> Quote:
    """All that the quotation needs is there."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.make_ready", quote)
    quote.move("quote.make_ready")
    dossiers.refuse_incomplete(work, quote)
    return quote


def reopen(work: Work, quote_id: str, version: int | None) -> Quote:
    """Something is to be asked after all."""
    quote = work.one(queries.by_id(work.user, quote_id), version=version)
    work.act("quote.reopen", quote)
    quote.move("quote.reopen")
    return quote


def send(
    work: Work,
    quote_id: str,
    sent_on: date | None = None,
    valid_until: date | None = None,
    probability: int | None = None,
) -> Quote:
    """Gone to the client: from that day on it is chased."""
    quote = work.one(queries.by_id(work.user, quote_id))
    sent_on = sent_on or work.today
    _check_days(work, sent_on, valid_until or quote.valid_until)
    work.act("quote.send", quote, number=quote.reference, title=quote.title)
    quote.send(sent_on, valid_until)
    if probability is not None:
        quote.probability = probability
    refuse_unapproved(work, quote)
    follow_days(work, quote, since=sent_on)
    tell_opportunity(work, quote)
    return quote


def _check_contact(work: Work, account_id: str, contact_id: str | None) -> None:
    if contact_id is not None:
        person = accounts.part_by_id(work.user, Contact, contact_id)
        work.referred("/contact_id", person.where(Contact.account_id == account_id))


def _check_opportunity(work: Work, account_id: str, opportunity_id: str | None) -> None:
    if opportunity_id is not None:
        refer(work, "/opportunity_id", opportunity_id, account_id)


def _check_days(work: Work, sent_on: date, valid_until: date | None) -> None:
    if sent_on > work.today:
        raise invalid("/sent_on", "in-the-future", N_("This day has not come yet."))
    if valid_until is not None and valid_until < sent_on:
        raise invalid("/valid_until", "before-sending", N_("The last valid day cannot be before the day of sending."))


def _next_number(work: Work) -> str:
    # The sync clock is locked before the year, as a push does it: two orders would wait for each other in a circle.
    sync_clock.hold(work.db)
    year = work.today.year
    return number(year, work.db.execute(queries.next_serial(year)).scalar_one())
