"""What can be done with an opportunity as such."""

from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.rules.odds import COLD
from kamfield.opportunities.rules.offers import Offer
from kamfield.policies import queries as policies
from kamfield.users import queries as users


def add(work: Work, *, account_id: str, owner_id: str | None = None, **columns: Any) -> Opportunity:
    """A new one of the caller, or of somebody the caller manages."""
    work.referred("/account_id", accounts.by_id(work.user, account_id))
    if owner_id is not None:
        work.referred("/owner_id", users.by_id(work.user, owner_id))
    columns = {"currency": policies.current(work).currency, "probability": COLD} | columns
    found = work.add(Opportunity(account_id=account_id, owner_id=owner_id or work.user.id, **columns))
    work.act("opportunity.add", found)
    return found


def change(work: Work, opportunity_id: str, version: int | None, **columns: Any) -> Opportunity:
    """Other words, days or figures."""
    found = work.one(queries.by_id(work.user, opportunity_id), version=version)
    work.act("opportunity.change", found)
    found.change(**columns)
    return found


def remove(work: Work, opportunity_id: str, version: int | None) -> None:
    """It never was one. What was won or lost stays."""
    found = work.one(queries.by_id(work.user, opportunity_id), version=version)
    work.act("opportunity.delete", found, name=found.name)
    found.refuse_decided()
    found.delete(work.now)


def take_offer(work: Work, opportunity_id: str, offer: Offer) -> bool:
    """What a quotation that went out says is what the opportunity is worth, until its owner says otherwise.

    Whether it was taken: of a decided opportunity nothing changes, and nobody is refused anything.
    """
    found = work.one(queries.any_by_id(opportunity_id))
    if not found.is_open or found.deleted_at is not None or not found.take(offer):
        return False
    work.act("opportunity.take_offer", found, quote_id=offer.quote_id)
    return True


def refer(work: Work, pointer: str, opportunity_id: str, account_id: str) -> Opportunity:
    """The opportunity that a field of the body names, or a fault there: out of reach, or another account's."""
    found = work.referred(pointer, queries.by_id(work.user, opportunity_id))
    if found.account_id != account_id:
        raise invalid(pointer, "not-of-this-account", N_("This opportunity belongs to another account."))
    return found
