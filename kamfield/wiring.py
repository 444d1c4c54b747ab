"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

import flask
from sqlalchemy import Select

from kamfield.accounts import background as accounts
from kamfield.accounts import queries as account_queries
from kamfield.accounts import routes as accounts_routes
from kamfield.accounts.models import Import, Locating
from kamfield.accounts.queries import names as account_names
from kamfield.accounts.rules import CODE_LISTS as ACCOUNT_CODES
from kamfield.accounts.rules.facts import CODE_LISTS as FACT_CODES
from kamfield.accounts.rules.intelligence import CODE_LISTS as INTELLIGENCE_CODES
from kamfield.attachments import background as attachments
from kamfield.attachments import routes as attachments_routes
from kamfield.attachments.models import Attachment, Upload
from kamfield.calendars import routes as calendars_routes
from kamfield.core.codes import CodeList
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.names import Named, Registry
from kamfield.core.work import Actor, House, Work
from kamfield.days import routes as days_routes
from kamfield.decision_maps import routes as decision_maps_routes
from kamfield.decision_maps.models import Assessment, DecisionFactor, InfluenceLine
from kamfield.decision_maps.rules.codes import CODE_LISTS as DECISION_CODES
from kamfield.issues import background as issues
from kamfield.issues import queries as issue_queries
from kamfield.issues import routes as issues_routes
from kamfield.issues.models import Issue
from kamfield.issues.rules import CODE_LISTS as ISSUE_CODES
from kamfield.messengers import background as messengers
from kamfield.messengers import routes as messengers_routes
from kamfield.messengers.models import Message
from kamfield.messengers.rules import CODE_LISTS as MESSENGER_CODES
from kamfield.opportunities import background as opportunities
from kamfield.opportunities import queries as opportunity_queries
from kamfield.opportunities import routes as opportunities_routes
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.queries.opportunities import names_of as names_of_opportunities
from kamfield.opportunities.rules.gates import CODE_LISTS as GATE_CODES
from kamfield.opportunities.rules.stages import CODE_LISTS as OPPORTUNITY_CODES
from kamfield.pages import routes as pages_routes
from kamfield.permissions import permits
from kamfield.plans import background as plans
from kamfield.plans import routes as plans_routes
from kamfield.plans.models import Escalation
from kamfield.plans.rules.deviation import CODE_LISTS as FACT_OF_PLAN_CODES
from kamfield.plans.rules.states import CODE_LISTS as PLAN_CODES
from kamfield.policies import routes as policies_routes
from kamfield.printouts import routes as printouts_routes
from kamfield.proposals import background as proposals
from kamfield.proposals import routes as proposals_routes
from kamfield.proposals.models import Proposal, ProposalLine
from kamfield.proposals.rules.states import CODE_LISTS as PROPOSAL_CODES
from kamfield.quotes import background as quotes
from kamfield.quotes import queries as quote_queries
from kamfield.quotes import routes as quotes_routes
from kamfield.quotes.models import DossierItem, FollowUp, PriceWait, Quote, Validity
from kamfield.quotes.queries import names as quote_names
from kamfield.quotes.rules import CODE_LISTS as QUOTE_CODES
from kamfield.reminders import background as reminders
from kamfield.reminders import routes as reminders_routes
from kamfield.reminders.models import Reminder, Rhythm
from kamfield.reminders.rules.kinds import CODE_LISTS as REMINDER_CODES
from kamfield.sync import background as sync
from kamfield.sync import routes as sync_routes
from kamfield.timeline import routes as timeline_routes
from kamfield.todos import background as todos
from kamfield.todos import routes as todos_routes
from kamfield.todos.models import TodoItem, Turn
from kamfield.todos.rules import CODE_LISTS as TODO_CODES
from kamfield.users import background as users
from kamfield.users import queries as user_queries
from kamfield.users import routes as users_routes
from kamfield.users.rules import CODE_LISTS as USER_CODES
from kamfield.visits import background as visits
from kamfield.visits import queries as visit_queries
from kamfield.visits import routes as visits_routes
from kamfield.visits.models import Commitment, MinutesCopy, Report, Visit
from kamfield.visits.rules.labels import CODE_LISTS as VISIT_CODES
from kamfield.visits.rules.minutes import CODE_LISTS as MINUTES_CODES
from kamfield.visits.rules.verdicts import CODE_LISTS as VERDICT_CODES
from kamfield.web.blueprint import Blueprint
from kamfield.web.codes import routes_for

API = "/api/v1"

CODE_LISTS: tuple[CodeList, ...] = (
    *USER_CODES,
    *ACCOUNT_CODES,
    *FACT_CODES,
    *INTELLIGENCE_CODES,
    *ISSUE_CODES,
    *VISIT_CODES,
    *VERDICT_CODES,
    *MINUTES_CODES,
    *PLAN_CODES,
    *FACT_OF_PLAN_CODES,
    *PROPOSAL_CODES,
    *OPPORTUNITY_CODES,
    *GATE_CODES,
    *DECISION_CODES,
    *QUOTE_CODES,
    *TODO_CODES,
    *MESSENGER_CODES,
    *REMINDER_CODES,
)

ROUTES: tuple[Blueprint, ...] = (
    *users_routes.blueprints,
    policies_routes.blueprint,
    accounts_routes.blueprint,
    attachments_routes.blueprint,
    attachments_routes.upload_blueprint,
    issues_routes.blueprint,
    opportunities_routes.blueprint,
    decision_maps_routes.blueprint,
    quotes_routes.blueprint,
    visits_routes.blueprint,
    plans_routes.blueprint,
    printouts_routes.blueprint,
    calendars_routes.blueprint,
    proposals_routes.blueprint,
    todos_routes.blueprint,
    days_routes.blueprint,
    *reminders_routes.blueprints,
    messengers_routes.blueprint,
    timeline_routes.blueprint,
    sync_routes.blueprint,
    routes_for(CODE_LISTS),
)

PAGES: tuple[flask.Blueprint, ...] = (
    *users_routes.pages,
    *visits_routes.pages,
    *printouts_routes.pages,
    *calendars_routes.pages,
    *reminders_routes.pages,
    *pages_routes.pages,
)

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {
    # a slice that owns things moves its own here, and counts them in OWNED
    "user.hand_over": (
        accounts.hand_over_accounts,
        issues.hand_over_issues,
        opportunities.hand_over_opportunities,
        quotes.hand_over_quotes,
        visits.hand_over_visits,
        plans.hand_over_plans,
        todos.hand_over_todos,
        users.hand_over_people,
        users.finish_handover,
    ),
    # a slice with rows of an account moves its own here; tests/house/test_merges.py asks for every one
    "account.merge": (
        accounts.Moving(Attachment),
        accounts.Moving(Issue),
        accounts.Moving(Opportunity),
        accounts.Moving(Assessment, InfluenceLine, DecisionFactor),
        accounts.Moving(Quote, FollowUp, DossierItem),
        quotes.follow_the_clients_zone,
        accounts.Moving(Visit, Report, Commitment, MinutesCopy),
        accounts.Moving(ProposalLine),
        accounts.Moving(TodoItem),
        todos.follow_the_archive,
    ),
    "user.move": (quotes.follow_the_line, plans.follow_the_line),
    "user.deactivate": (quotes.follow_the_line, plans.follow_the_line),
    "user.activate": (quotes.follow_the_line, plans.follow_the_line, todos.follow_the_person),
    "user.delete": (quotes.follow_the_line, plans.follow_the_line),
    "policies.change": (quotes.follow_the_policy, plans.follow_the_policy, sync.follow_the_policies),
    "plan.submit": (reminders.tell_who_decides,),
    "plan.escalate": (reminders.tell_who_decides,),
    "plan.pass_on": (reminders.tell_who_decides,),
    "plan.propose_line": (reminders.tell_who_decides,),
    "plan.reopen_line": (reminders.tell_who_decides,),
    "plan.drop_line": (reminders.tell_who_decides,),
    "plan.approve": (todos.feed_the_plans_week, reminders.tell_the_rep),
    "plan.return": (reminders.tell_the_rep,),
    "plan.approve_line": (todos.feed_the_plans_week, reminders.tell_the_rep_of_lines),
    "plan.return_line": (reminders.tell_the_rep_of_lines,),
    "plan.reject_line": (reminders.tell_the_rep_of_lines,),
    "plan.add_line": (todos.feed_the_plans_week,),
    "visit.check_in": (
        plans.note_unplanned,
        todos.follow_the_visit,
    ),
    "visit.check_out": (todos.follow_the_visit,),
    "visit.submit_report": (
        plans.note_unplanned,
        todos.follow_the_visit,
    ),
    "visit.send_minutes": (reminders.mail_minutes,),
    "visit.review_report": (todos.tell_of_the_review,),
    "minutes.object": (todos.tell_of_the_objection,),
    "opportunity.note_outcome": (todos.tell_of_the_standstill,),
    "visit.unlock_report": (todos.follow_the_visit,),
    "visit.move": (
        plans.follow_the_move,
        todos.follow_the_visit,
    ),
    "visit.cancel": (
        plans.drop_the_cancelled,
        todos.follow_the_visit,
    ),
    "visit.remove": (
        plans.drop_the_cancelled,
        todos.follow_the_visit,
    ),
    "visit.miss": (todos.follow_the_visit,),
    "commitment.conclude": (todos.follow_the_commitment,),
    "contact.mark_left": (todos.follow_the_departure, todos.follow_the_archive, reminders.tell_who_meets_them),
    "contact.mark_back": (todos.follow_the_departure, todos.follow_the_archive),
    "account.change": (quotes.follow_the_clients_zone,),
    "account.set_tier": (todos.follow_the_archive,),
    "account.set_lead": (todos.follow_the_archive,),
    "account.delete": (todos.follow_the_archive,),
    "account.take_over": (todos.follow_the_archive,),
    "contact.add": (todos.follow_the_archive,),
    "contact.change": (todos.follow_the_archive,),
    "contact.delete": (todos.follow_the_archive,),
    "place.add": (todos.follow_the_archive,),
    "place.change": (todos.follow_the_archive,),
    "place.correct_point": (todos.follow_the_archive,),
    "place.locate": (todos.follow_the_archive,),
    "place.delete": (todos.follow_the_archive,),
    "fact.learn": (todos.follow_the_archive,),
    "fact.confirm": (todos.follow_the_archive,),
    "fact.retract": (todos.follow_the_archive,),
    "intelligence.add": (todos.follow_the_archive,),
    "intelligence.confirm": (todos.follow_the_archive,),
    "intelligence.close": (todos.follow_the_archive,),
    "intelligence.reopen": (todos.follow_the_archive,),
    "intelligence.delete": (todos.follow_the_archive,),
    "absence.add": (todos.follow_the_absence,),
    "absence.change": (todos.follow_the_absence,),
    "absence.delete": (todos.follow_the_absence,),
    "user.change": (todos.follow_the_person, reminders.follow_the_person),
    "user.set_up": (quotes.follow_the_owners_zone, todos.follow_the_person, reminders.follow_the_person),
    "issue.add": (todos.follow_the_issue,),
    "issue.change": (todos.follow_the_issue,),
    "issue.resolve": (todos.follow_the_issue,),
    "issue.reopen": (todos.follow_the_issue,),
    "issue.delete": (todos.follow_the_issue,),
    "opportunity.answer": (todos.follow_the_opportunity,),
    "opportunity.change": (todos.follow_the_opportunity,),
    "opportunity.win": (todos.follow_the_opportunity, todos.ask_about_its_quotes),
    "opportunity.lose": (todos.follow_the_opportunity, todos.ask_about_its_quotes),
    "opportunity.reopen": (todos.follow_the_opportunity,),
    "opportunity.delete": (todos.follow_the_opportunity,),
    "quote.add": (todos.follow_the_quote,),
    "quote.collect": (todos.follow_the_quote,),
    "quote.waive": (todos.follow_the_quote,),
    "quote.make_ready": (todos.follow_the_quote,),
    "quote.reopen": (todos.follow_the_quote,),
    "quote.change": (todos.follow_the_quote,),
    "quote.send": (todos.follow_the_quote,),
    "quote.revise": (todos.follow_the_quote,),
    "quote.drop_revision": (todos.follow_the_quote,),
    "quote.renew": (todos.follow_the_quote,),
    "quote.note_reply": (todos.follow_the_quote,),
    "quote.reschedule": (todos.follow_the_quote,),
    "quote.win": (todos.follow_the_quote, todos.ask_about_the_opportunity),
    "quote.lose": (todos.follow_the_quote, todos.ask_about_the_opportunity),
    "quote.withdraw": (todos.follow_the_quote, todos.ask_about_the_opportunity),
    "quote.expire": (todos.follow_the_quote, todos.ask_about_the_opportunity),
    "follow_up.complete": (todos.follow_the_follow_up,),
    "follow_up.skip": (todos.follow_the_follow_up,),
    "messenger.lose": (reminders.tell_of_the_robot,),
    "user.invite": (reminders.mail_invitation,),
    "user.ask_reset": (reminders.mail_reset,),
}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {
    Locating: accounts.locate,
    Import: accounts.carry_on,
    Upload: attachments.clear_away,
    Validity: quotes.end_validity,
    PriceWait: quotes.ask_the_next_one_up,
    Escalation: plans.ask_the_next_one_up,
    Proposal: proposals.compute,
    Turn: todos.turn_the_week,
    Rhythm: reminders.keep_the_rhythm,
    Reminder: reminders.deliver,
    Message: messengers.hand_over,
}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {
    "accounts.ask_the_map_again": ("20 3 * * *", accounts.ask_the_map_again),
    "accounts.forget_answers": ("50 18 * * *", accounts.forget_answers),
    "attachments.forget_uploads": ("40 18 * * *", attachments.forget_uploads),
    "issues.escalate": ("*/15 * * * *", issues.escalate_old_issues),
    "visits.note_missed": ("7 * * * *", visits.note_missed_visits),
    "visits.coarsen_positions": ("41 * * * *", visits.coarsen_old_positions),
    "plans.close_past_months": ("3 * * * *", plans.close_past_months),
    "todos.plan_turns": ("*/15 * * * *", todos.plan_turns),
    "sync.begin_day": ("*/15 * * * *", sync.begin_day),
    "sync.follow_the_release": ("*/15 * * * *", sync.follow_the_release),
    "sync.forget": ("30 2 * * *", sync.forget),
    "reminders.end_notices": ("*/2 * * * *", reminders.end_notices),
    "reminders.forget_notices": ("10 2 * * *", reminders.forget_notices),
    "reminders.plan_rhythms": ("*/15 * * * *", reminders.plan_rhythms),
}

OWNED: tuple[Callable[[Work, str], Mapping[str, int]], ...] = (
    users.owned,
    accounts.owned,
    issues.owned,
    opportunities.owned,
    quotes.owned,
    visits.owned,
    plans.owned,
    todos.owned,
)

# What can have photos and files, and how one of them is found; a thing found here has an `account_id`, or is one.
SUBJECTS: Mapping[str, Callable[[Actor, str], Select[Any]]] = {
    "account": account_queries.by_id,
    "issue": issue_queries.by_id,
    "opportunity": opportunity_queries.by_id,
    "quote": quote_queries.by_id,
    "report": visit_queries.report_by_id,
    "dossier_item": quote_queries.dossier_item_by_id,
    "visit": visit_queries.by_id,
}

# What is told beside an id in an answer.
NAMES: Registry = {
    Named.USER: user_queries.names_of,
    Named.ACCOUNT: account_names.of_accounts,
    Named.CONTACT: account_names.of_contacts,
    Named.CONTACT_TITLE: account_names.titles_of_contacts,
    Named.OPPORTUNITY: names_of_opportunities,
    Named.PLACE: account_names.of_places,
    Named.QUOTE: quote_names.numbers_of,
    Named.QUOTE_TITLE: quote_names.titles_of,
}

HOUSE = House(
    permits=permits,
    reacts=AFTER,
    owned=OWNED,
    unsent=sync.unsent,
    subjects=SUBJECTS,
    names=NAMES,
    code_lists=CODE_LISTS,
)
