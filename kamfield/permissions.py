"""Page one: every verb of the product and who may do it.

A verb is permitted when one of its rules says so. A rule takes the work and the subject and answers yes, no, or the
id of the person on whose behalf the act then counts. Whoever cannot see a thing never gets as far as this page: for
them it does not exist.
"""

from collections.abc import Callable
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.core.work import Work, account_of
from kamfield.users import queries as users
from kamfield.users.rules import Role

Rule = Callable[[Work, Any], bool | str]


def anyone(_work: Work, _subject: Any) -> bool:
    """Whoever can see it, signed in or not: the action itself asks for proof (a password, a token)."""
    return True


def owner(work: Work, subject: Any) -> bool:
    """Whose own it is."""
    return bool(subject.owner_id == work.user.id)


def admin(work: Work, _subject: Any) -> bool:
    """An administrator of the company."""
    return work.user.role == Role.ADMIN


def sees(_work: Work, _subject: Any) -> bool:
    """Whoever reaches it: the team of an account and everybody above them."""
    return True


def above(work: Work, subject: Any) -> bool | str:
    """A manager above the owner; or somebody who stands in for one, and then it counts on that one's behalf."""
    line = set(work.db.scalars(users.managers_above(subject.owner_id)))
    if work.user.id in line:
        return True
    return next((viewer for viewer in work.user.viewers if viewer in line), False)


def decider(work: Work, subject: Any) -> bool | str:
    """Who decides about somebody's proposal: those above, or an admin; nobody decides about their own."""
    if subject.owner_id == work.user.id:
        return False
    return work.user.role == Role.ADMIN or above(work, subject)


def owner_or_above(work: Work, subject: Any) -> bool | str:
    """The owner, a manager above, or an admin."""
    return owner(work, subject) or work.user.role == Role.ADMIN or above(work, subject)


def author(work: Work, subject: Any) -> bool:
    """Who said so."""
    return bool(subject.author_id == work.user.id)


def lead_line(work: Work, subject: Any) -> bool | str:
    """Of the account it belongs to: the lead, a manager above the lead, or who stands in for one of these."""
    lead_id = work.db.scalar(accounts.lead_of(account_of(subject) or ""))
    line = {lead_id, *work.db.scalars(users.managers_above(lead_id or ""))}
    if work.user.id in line:
        return True
    return next((viewer for viewer in work.user.viewers if viewer in line), False)


def lead_or_above(work: Work, subject: Any) -> bool | str:
    """The lead of an account, a manager above the lead, who stands in for one of these, or an admin."""
    return work.user.role == Role.ADMIN or lead_line(work, subject)


def assignee(work: Work, subject: Any) -> bool:
    """Who is to do it for the owner."""
    return bool(subject.assignee_id == work.user.id)


def system(work: Work, _subject: Any) -> bool:
    """Kamfield itself: the worker and the operator's command line."""
    return work.user.role == "system"


def team_or_above(work: Work, subject: Any) -> bool | str:
    """Whoever is on an account's team or above somebody on it; for a stand-in it counts on the other's behalf."""
    if work.user.role in {Role.ADMIN, "system"} or work.user.viewers == (work.user.id,):
        return True  # whoever sees an account for themselves is one of these
    viewers = set(work.db.scalars(accounts.viewers_of(work.user, account_of(subject) or "")))
    return work.user.id in viewers or next(iter(sorted(viewers)), False)


def managing_lead(work: Work, subject: Any) -> bool:
    """A manager who leads an account without a rep between."""
    return work.user.role == Role.MANAGER and owner(work, subject)


PAGE: dict[str, tuple[Rule, ...]] = {
    # users
    "user.add": (admin, system),
    "user.invite": (admin, system),
    "user.change": (admin,),
    "user.set_up": (owner, admin),
    "user.move": (admin, system),
    "user.deactivate": (admin,),
    "user.activate": (admin,),
    "user.delete": (admin,),
    "user.hand_over": (decider,),
    "user.finish_hand_over": (system,),
    "user.sign_in": (owner,),
    "user.refresh": (owner,),
    "user.end_session": (owner,),
    "user.ask_reset": (anyone,),
    "user.issue_link": (system,),
    "user.set_password": (owner,),
    "delegation.add": (owner_or_above,),
    "delegation.delete": (owner_or_above,),
    "absence.add": (owner_or_above,),
    "absence.change": (owner_or_above,),
    "absence.delete": (owner_or_above,),
    # messengers
    "messenger.add": (owner,),
    "messenger.change": (owner,),
    "messenger.lose": (system,),
    "messenger.find": (system,),
    "messenger.remove": (owner,),
    "messenger.try_out": (owner,),
    # policies
    "policies.change": (admin,),
    # accounts
    "account.add": (sees,),
    "account.hand_over": (system,),
    "account.change": (team_or_above,),
    "account.set_tier": (decider, system),
    "account.set_lead": (decider, managing_lead, system),
    "account.add_member": (lead_or_above, system),
    "account.remove_member": (lead_or_above, system),
    "account.export": (owner,),
    "account.delete": (decider,),
    "account.restore": (decider,),
    "place.add": (team_or_above,),
    "place.change": (team_or_above,),
    "place.correct_point": (team_or_above,),
    "place.delete": (lead_or_above,),
    "place.locate": (system,),
    "contact.add": (team_or_above,),
    "contact.change": (team_or_above,),
    "contact.mark_left": (team_or_above,),
    "contact.mark_back": (team_or_above,),
    "contact.delete": (lead_or_above,),
    # accounts: what is known of them
    "fact.learn": (sees,),
    "fact.confirm": (sees,),
    "fact.retract": (author, lead_or_above),
    "intelligence.add": (sees,),
    "intelligence.change": (sees,),
    "intelligence.confirm": (sees,),
    "intelligence.close": (sees,),
    "intelligence.reopen": (sees,),
    "intelligence.delete": (author, lead_or_above),
    "contact.read_notes": (lead_or_above,),
    "contact.write_notes": (lead_line,),
    # accounts: imports and merging
    "import_mapping.add": (anyone,),
    "import_mapping.change": (owner_or_above,),
    "import_mapping.delete": (owner_or_above,),
    "import.add": (owner, system),
    "import.stop": (owner_or_above,),
    "account.merge": (decider,),
    "account.take_over": (decider,),
    "account.move_parts": (system,),
    # issues
    "issue.add": (sees,),
    "issue.change": (author, owner_or_above, lead_or_above),
    "issue.resolve": (author, owner_or_above, lead_or_above),
    "issue.close": (author, owner_or_above, lead_or_above),
    "issue.reopen": (author, owner_or_above, lead_or_above),
    "issue.delete": (author, lead_or_above),
    "issue.escalate": (system,),
    "issue.hand_over": (system,),
    # opportunities
    "opportunity.add": (owner_or_above,),
    "opportunity.change": (owner_or_above,),
    "opportunity.delete": (owner_or_above,),
    "opportunity.advance": (owner_or_above,),
    "opportunity.pass_gate": (decider,),
    "opportunity.set_back": (owner_or_above,),
    "opportunity.win": (owner_or_above,),
    "opportunity.lose": (owner_or_above,),
    "opportunity.reopen": (decider,),
    "opportunity.take_offer": (sees,),
    "opportunity.answer": (sees,),
    "opportunity.note_outcome": (sees,),
    "opportunity.hand_over": (system,),
    # decision maps
    "assessment.add": (sees,),
    "assessment.retract": (author, lead_or_above),
    "influence.draw": (sees,),
    "influence.erase": (sees,),
    "factor.add": (sees,),
    "factor.change": (sees,),
    "factor.delete": (sees,),
    # quotes
    "quote.add": (sees,),
    "quote.change": (owner_or_above,),
    "quote.set_lines": (owner_or_above,),
    "quote.collect": (owner_or_above,),
    "quote.waive": (decider,),
    "quote.make_ready": (owner_or_above,),
    "quote.reopen": (owner_or_above,),
    "quote.send": (owner_or_above,),
    "quote.revise": (owner_or_above,),
    "quote.drop_revision": (owner_or_above,),
    "quote.renew": (owner_or_above,),
    "quote.ask_price": (owner_or_above,),
    "quote.approve_price": (decider,),
    "quote.refuse_price": (decider,),
    "quote.escalate_price": (system,),
    "quote.pass_on_price": (system,),
    "quote.note_reply": (owner_or_above,),
    "quote.reschedule": (system,),
    "quote.win": (owner_or_above,),
    "quote.lose": (owner_or_above,),
    "quote.withdraw": (owner_or_above,),
    "quote.expire": (system,),
    "quote.hand_over": (system,),
    "follow_up.complete": (owner_or_above,),
    "follow_up.skip": (owner_or_above,),
    # visits
    "visit.add": (owner_or_above,),
    "visit.change": (owner_or_above,),
    "visit.move": (owner_or_above,),
    "visit.cancel": (owner_or_above,),
    "visit.remove": (owner,),
    "visit.check_in": (owner,),
    "visit.check_out": (owner,),
    "visit.miss": (system,),
    "visit.coarsen_position": (system,),
    "visit.hand_over": (system,),
    "visit.report": (owner,),
    "visit.submit_report": (owner,),
    "visit.unlock_report": (decider,),
    "visit.review_report": (decider,),
    "visit.send_minutes": (owner,),
    "minutes.issue_link": (system,),
    "minutes.confirm": (anyone,),
    "minutes.object": (anyone,),
    "visit.read_internal": (owner_or_above, lead_or_above),
    "checklist.add": (admin,),
    "checklist.revise": (admin,),
    "checklist.retire": (admin,),
    "objective.add": (owner_or_above,),
    "objective.change": (owner_or_above,),
    "objective.remove": (owner_or_above,),
    "commitment.conclude": (owner_or_above,),
    "commitment.hand_over": (system,),
    # plans
    "plan.add": (owner,),
    "plan.add_line": (owner,),
    "plan.change_line": (owner,),
    "plan.remove_line": (owner,),
    "plan.submit": (owner,),
    "plan.withdraw": (owner,),
    "plan.approve": (decider, system),
    "plan.return": (decider,),
    "plan.approve_line": (decider,),
    "plan.return_line": (decider,),
    "plan.reject_line": (decider,),
    "plan.acknowledge_line": (decider,),
    "plan.propose_line": (owner,),
    "plan.reopen_line": (system,),
    "plan.add_unplanned": (system,),
    "plan.drop_line": (system,),
    "plan.note_move": (system,),
    "plan.escalate": (system,),
    "plan.pass_on": (system,),
    "plan.close": (system,),
    "plan.export": (sees,),
    "plan.hand_over": (system,),
    # calendars
    "calendar_feed.add": (owner,),
    "calendar_feed.revoke": (owner,),
    # proposals
    "proposal.ask": (owner,),
    "proposal.accept": (owner,),
    "proposal.decline": (owner,),
    # attachments
    "attachment.add": (owner,),
    "attachment.change": (owner_or_above,),
    "attachment.store": (owner, system),
    "attachment.refuse": (owner, system),
    "attachment.delete": (owner_or_above,),
    # todos
    "todo.open_week": (system,),
    "todo.feed": (system,),
    "todo.move_deadline": (system,),
    "todo.confirm_week": (owner,),
    "todo.close_week": (owner,),
    "todo.add": (owner_or_above,),
    "todo.change": (owner_or_above, system),
    "todo.complete": (owner_or_above, assignee, system),
    "todo.drop": (owner_or_above, system),
    "todo.carry": (owner_or_above,),
    "todo.reopen": (owner_or_above, assignee, system),
    "todo.hand_over": (system,),
    # reminders
    "reminder_settings.change": (owner,),
    "reminder.retry": (admin,),
    "notice.read": (owner,),
    "notice.read_all": (owner,),
    # pages
    "week_link.issue": (system,),
    "week_link.use": (owner,),
    # sync
    "sync_issue.add": (owner,),
    "sync_issue.acknowledge": (owner_or_above,),
}


def permits(work: Work, verb: str, subject: Any) -> bool | str:
    """The first rule of the verb that says yes; an unknown verb is a mistake in the code."""
    return next((standing for rule in PAGE[verb] if (standing := rule(work, subject))), False)
