"""Another offer after the first: revisions of what was sent, and more time for what has expired."""

from datetime import date

from kamfield.core.errors import WrongState, invalid
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.quotes import queries
from kamfield.quotes.actions.follow_ups import end_ladder
from kamfield.quotes.actions.opportunities import tell_opportunity
from kamfield.quotes.actions.validity import follow_days
from kamfield.quotes.models import Quote, Revision
from kamfield.quotes.models.revisions import KEPT
from kamfield.quotes.rules.ladder import REVISED
from kamfield.quotes.rules.states import LABELS, State


def revise(work: Work, quote_id: str, reason: str | None = None) -> Quote:
    """Begins the next revision: what was sent is frozen with its lines, and a copy of it can be written."""
    quote = work.one(queries.by_id(work.user, quote_id))
    work.act("quote.revise", quote, number=quote.reference, title=quote.title, reason=reason)
    quote.move("quote.revise")
    kept = {name: getattr(quote, name) for name in KEPT}
    by = {"revised_at": work.now, "revised_by_id": work.user.id, "reason": reason}
    work.add(Revision(quote_id=quote.id, revision=quote.revision, **kept, **by))
    for line in work.all(queries.lines_of(quote.id, quote.revision)):
        work.add(line.copied(quote.revision + 1))
    quote.revision += 1
    quote.sent_on = quote.valid_until = quote.chased_from = None
    end_ladder(work, quote, REVISED)
    return quote


def drop_revision(work: Work, quote_id: str, version: int | None = None) -> Quote:
    """Takes the unsent revision back: what the client has is the quotation again, with its days and its ladder."""
    quote = work.one(queries.by_id(work.user, quote_id), version=version)
    frozen = work.db.scalars(queries.revision_of(quote.id, quote.revision - 1)).one_or_none()
    work.act("quote.drop_revision", quote, number=quote.reference, title=quote.title)
    if frozen is None:
        raise WrongState(state=Phrase(LABELS[State(quote.state)]))
    quote.move("quote.drop_revision")
    for line in work.all(queries.lines_of(quote.id, quote.revision)):
        line.delete(work.now)
    for name in KEPT:
        setattr(quote, name, getattr(frozen, name))
    quote.revision = frozen.revision
    frozen.delete(work.now)
    follow_days(work, quote)
    tell_opportunity(work, quote)
    return quote


def renew(work: Work, quote_id: str, valid_until: date) -> Quote:
    """An expired one is valid again until another day, and chased from today on."""
    quote = work.one(queries.by_id(work.user, quote_id))
    if valid_until < work.today:
        raise invalid("/valid_until", "in-the-past", N_("This day is over already."))
    work.act("quote.renew", quote, number=quote.reference, title=quote.title)
    quote.move("quote.renew")
    quote.valid_until, quote.chased_from = valid_until, work.today
    follow_days(work, quote)
    tell_opportunity(work, quote)
    return quote
