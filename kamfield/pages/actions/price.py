"""Puts a price that asks for a yes on the page, as the person who looks at it may see and decide it."""

from decimal import Decimal
from typing import Any

from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.pages.actions.standing import ADMINISTRATORS, ASKED
from kamfield.pages.queries import names_of, teams
from kamfield.pages.rules.price import Offered, PricePage, Step
from kamfield.pages.rules.voice import Voice
from kamfield.policies import queries as policies
from kamfield.quotes import queries as quotes
from kamfield.quotes.actions.shown import QuoteInFull, shown
from kamfield.quotes.rules.price import PRICE_LABELS, PriceState
from kamfield.quotes.rules.states import WRITABLE
from kamfield.users import queries as users

SAID = {
    PriceState.APPROVED: N_("%(who)s approved it on %(at)s."),
    PriceState.REFUSED: N_("%(who)s refused it on %(at)s."),
}
ASKED_BY = N_("%(rep)s asked on %(at)s.")
LIMIT = N_("Up to %(limit)s nobody has to be asked.")


def price_page(work: Work, quote_id: str, locale: str) -> PricePage:
    """A quotation that the reader reaches; `NotFound` otherwise."""
    quote = shown(work, quote_id)
    say = Voice(locale, work.user.zone)
    rep = work.one(users.any_by_id(quote.owner_id)).name
    limit = policies.current(work).discount_limit_percent
    permitted = work.house.permits(work, "quote.approve_price", work.one(quotes.by_id(work.user, quote_id)))
    waits = quote.price_state == PriceState.ASKED and quote.state in WRITABLE
    return PricePage(
        quote_id=quote.id,
        version=quote.version,
        reference=quote.quote.reference,
        title=quote.title,
        client=work.one(quotes.account_of(quote.quote)).name,
        rep=rep,
        state=quote.price_state,
        state_said=say(PRICE_LABELS[PriceState(quote.price_state)]),
        standing=[*_standing(work, quote, rep, say), Step(say(LIMIT, limit=say.percent(limit)))],
        on_behalf_of=work.one(users.any_by_id(permitted)).name if isinstance(permitted, str) else "",
        may_decide=bool(permitted) and waits,
        lines=[_offered(one, limit, say) for one in quote.lines],
        total=say.exact(quote.amount, quote.currency) if quote.amount is not None else "",
    )


def _standing(work: Work, quote: QuoteInFull, rep: str, say: Voice) -> list[Step]:
    people = {quote.price_decided_by_id, quote.price_waiting_for_id} - {None}
    names = {row.id: row.name for row in work.db.execute(names_of(people))}
    said = [_request(work, quote, rep, say)] if quote.price_asked_at else []
    state = PriceState(quote.price_state)
    if state in SAID:
        who = names[quote.price_decided_by_id]
        said.append(Step(say(SAID[state], who=who, at=say.instant(quote.price_decided_at)), quote.price_comment or ""))
    if state == PriceState.ASKED and quote.price_waiting_for_id != work.user.id:
        said.append(Step(say(ASKED, who=names.get(quote.price_waiting_for_id, Phrase(ADMINISTRATORS)))))
    return said


def _request(work: Work, quote: QuoteInFull, rep: str, say: Voice) -> Step:
    asked = work.db.scalars(teams.asked_with(quote.id)).one_or_none()
    comment = str((asked.details.get("comment") if asked else None) or "")
    return Step(say(ASKED_BY, rep=rep, at=say.instant(quote.price_asked_at)), comment)


def _offered(one: Any, limit: Decimal, say: Voice) -> Offered:
    return Offered(
        one.product,
        one.description,
        " ".join(part for part in (say.number(one.quantity), one.unit) if part),
        say.exact(one.price, one.currency),
        say.percent(one.discount_percent) if one.discount_percent else "",
        say.exact(one.net, one.currency),
        one.discount_percent > limit,
    )
