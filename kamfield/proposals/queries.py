"""What can be read of proposals: those for plans of people one reaches."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Place
from kamfield.core.work import Actor
from kamfield.plans.models import Plan
from kamfield.plans.queries import by_id as plan_by_id
from kamfield.plans.queries import visible_to as plans_visible_to
from kamfield.proposals.models import Proposal, ProposalLine
from kamfield.proposals.rules.states import LineState, State
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State as VisitState

SORTS = {"created_at": Proposal.created_at}


def visible_to(user: Actor) -> Select[Proposal]:
    """The proposals for plans a user reaches."""
    return select(Proposal).where(Proposal.plan_id.in_(plans_visible_to(user).with_only_columns(Plan.id)))


def by_id(user: Actor, proposal_id: str) -> Select[Proposal]:
    """One of them."""
    return visible_to(user).where(Proposal.id == proposal_id)


def of_plan(user: Actor, plan_id: str) -> Select[Proposal]:
    """Those for one plan."""
    reached = plan_by_id(user, plan_id).with_only_columns(Plan.id)
    return select(Proposal).where(Proposal.plan_id.in_(reached))


def unfinished(plan_id: str) -> Select[Proposal]:
    """What is still being computed for a plan; without asking for reach."""
    waits = select(Proposal).where(Proposal.plan_id == plan_id, Proposal.state.in_((State.WAITING, State.COMPUTING)))
    return waits.where(Proposal.parked_at.is_(None)).order_by(Proposal.created_at, Proposal.id)


def lines_of(proposal_id: str) -> Select[ProposalLine]:
    """The lines of a proposal in the order of the month."""
    return select(ProposalLine).where(ProposalLine.proposal_id == proposal_id).order_by(ProposalLine.place_in_order)


def main_places(account_ids: list[str]) -> Select[Place]:
    """The main places of accounts."""
    return select(Place).where(Place.account_id.in_(account_ids), Place.is_main, Place.deleted_at.is_(None))


def standing(rep_id: str, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """A rep's visits that stand on these days, each with its account's name and its place."""
    there = select(Visit, Account.name, Place).join(Account, Account.id == Visit.account_id)
    joined = there.outerjoin(Place, Place.id == Visit.place_id)
    mine = joined.where(Visit.rep_id == rep_id, Visit.day.between(first, last), Visit.deleted_at.is_(None))
    return mine.where(Visit.state.not_in((VisitState.CANCELLED, VisitState.MISSED))).order_by(Visit.day, Visit.id)


def proposed_starts(plan_id: str) -> Select[*tuple[Any, ...]]:
    """Visit and start of every line that came true: who still begins then has no appointment, only our guess."""
    of_plan = select(Proposal.id).where(Proposal.plan_id == plan_id)
    made = select(ProposalLine.visit_id, ProposalLine.starts_at).where(ProposalLine.proposal_id.in_(of_plan))
    return made.where(ProposalLine.state == LineState.ACCEPTED)
