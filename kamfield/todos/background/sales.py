"""Quotations and opportunities put themselves on lists and take themselves off."""

from kamfield.core.journal import Entry
from kamfield.core.texts import Phrase
from kamfield.core.work import Work
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.queries import any_by_id as any_opportunity
from kamfield.quotes import queries as quotes
from kamfield.quotes.actions.ends import asks
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.rules import FollowUpState
from kamfield.quotes.rules import State as QuoteState
from kamfield.quotes.rules.ends import ASK_LABELS
from kamfield.quotes.rules.ladder import ANSWERED, RESCHEDULED, REVISED
from kamfield.quotes.rules.states import OPEN
from kamfield.todos import actions
from kamfield.todos.background.news import tell
from kamfield.todos.rules import Because, Source
from kamfield.users import queries as users

DECIDING = frozenset({"opportunity.win", "opportunity.lose", "opportunity.reopen"})


def follow_the_follow_up(work: Work, entry: Entry) -> None:
    """A step that was taken or left out is off the list, and the next one may be on it."""
    step = work.one(quotes.follow_up_by_id(work.user, entry.subject_id))
    _settle_step(work, step)
    actions.feed_list_of(work, step.owner_id)


def follow_the_quote(work: Work, entry: Entry) -> None:
    """What was to be chased is answered, another day was set, or something came for an enquiry."""
    quote = work.one(quotes.by_id(work.user, entry.subject_id))
    for step in work.all(quotes.follow_ups(work.user, quote_id=quote.id)):
        _settle_step(work, step)
    if quote.id not in {enquiry.source_id for enquiry in actions.enquiries(work, quote.owner_id)}:
        actions.complete_from(work, quote.id, Source.DOSSIER)
    _settle_ends(work, quote)
    actions.feed_list_of(work, quote.owner_id)


def ask_about_the_opportunity(work: Work, entry: Entry) -> None:
    """A quotation has ended: what that leaves to be decided about its opportunity is for the owner of that to say."""
    quote = work.one(quotes.by_id(work.user, entry.subject_id))
    if quote.opportunity_id is None:
        return
    found = work.one(any_opportunity(quote.opportunity_id))
    asked = asks(work, quote, found, is_told="opportunity" in entry.details)
    if asked is not None:
        said = {"what": found.name, "question": Phrase(ASK_LABELS[asked])}
        tell(work, found.owner_id, Source.OPPORTUNITY_END, found.id, found.account_id, **said)


def ask_about_its_quotes(work: Work, entry: Entry) -> None:
    """An opportunity is decided: whoever has a quotation open for it is to note how that one ended."""
    for quote in work.all(quotes.open_for(entry.subject_id)):
        what = f"{quote.reference} {quote.title}"
        tell(work, quote.owner_id, Source.QUOTE_END, quote.id, quote.account_id, what=what)


def follow_the_opportunity(work: Work, entry: Entry) -> None:
    """Answered anew, put off, decided, or opened again: what is asked about it and its quotations follows."""
    found = work.one(any_opportunity(entry.subject_id))
    if entry.verb in DECIDING:
        actions.complete_from(work, found.id, Source.OPPORTUNITY_END)
    elif found.deleted_at is not None:
        actions.drop_from(work, found.id, Because.OVER, Source.OPPORTUNITY_END)
    if not found.is_open or found.deleted_at is not None:
        actions.drop_from(work, found.id, Because.OVER, Source.STALE_ANSWERS, Source.STALLED)
        return
    for quote in work.all(quotes.open_for(found.id)):
        actions.drop_from(work, quote.id, Because.OVER, Source.QUOTE_END)
    _settle_answers(work, found)


def _settle_answers(work: Work, found: Opportunity) -> None:
    owner = work.one(users.any_by_id(found.owner_id))
    if found.id not in {one.source_id for one in actions.with_stale_answers(work, owner)}:
        actions.complete_from(work, found.id, Source.STALE_ANSWERS)
    actions.feed(work, owner)


def _settle_ends(work: Work, quote: Quote) -> None:
    """A quotation that has ended needs no end any more; while one is open nobody asks what becomes of all of it."""
    if QuoteState(quote.state) not in OPEN:
        actions.complete_from(work, quote.id, Source.QUOTE_END)
    elif quote.opportunity_id is not None and work.one(any_opportunity(quote.opportunity_id)).is_open:
        actions.drop_from(work, quote.opportunity_id, Because.OVER, Source.OPPORTUNITY_END)


def _settle_step(work: Work, step: FollowUp) -> None:
    if step.state == FollowUpState.DONE:
        actions.complete_from(work, step.id, Source.FOLLOW_UP)
    elif step.state == FollowUpState.SKIPPED:
        actions.drop_from(work, step.id, _why_skipped(step), Source.FOLLOW_UP)


def _why_skipped(step: FollowUp) -> str:
    """The reason a person gave, or what happened to the quotation."""
    said = step.skipped_because or ANSWERED
    if said in {RESCHEDULED, REVISED}:
        return Because.MOVED
    return Because.ANSWERED if said in {ANSWERED, *QuoteState} else said
