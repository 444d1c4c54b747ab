"""What crosses the wire about reminders."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.core.names import Named
from kamfield.reminders.rules import Kind, Reason, State, When
from kamfield.reminders.rules.in_app import SUBJECTS
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema


class ReminderSchema(Schema):
    """A reminder in the ledger. `attempts` counts the tries that failed since it was composed.

    `subject_id` is the id of what it is about; one that joined others stands in the mail of `digest_id`. While it is
    `due`, `reason` says what it waits for.
    """

    id = ours.Id(required=True)
    key = fields.String(required=True)
    kind = ours.Choice(Kind, required=True)
    state = ours.Choice(State, required=True)
    reason = ours.Choice(Reason, required=True, allow_none=True)
    subject_id = fields.String(required=True, allow_none=True)
    digest_id = fields.String(required=True, allow_none=True)
    subject = fields.String(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    closed_at = ours.Instant(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    parked_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "key": "week:0199a7c2-7b1e-7c3a-8f55-000000000001:2026-W10",
        "kind": "week",
        "state": "sent",
        "reason": None,
        "subject_id": None,
        "digest_id": None,
        "subject": "Your week: 3 visits, 2 to-dos, 1 follow-up",
        "created_at": "2026-03-01T23:30:01Z",
        "closed_at": "2026-03-01T23:30:03Z",
        "attempts": 0,
        "parked_at": None,
    }


class ReminderStory(ReminderSchema):
    """A reminder with the sentence that explains it, and what it said; one-time links are taken out."""

    why = fields.String(required=True)
    text = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = ReminderSchema.example | {
        "why": "Everybody gets their week on Monday morning at 07:30, in their own time zone. It is about the week of "
        "Mon, Mar 2. It was sent to li@example.com on Mon, Mar 2 07:30.",
        "text": "Good morning, Li\n…",
    }


class ReminderQuery(ListQuery):
    """Filters of the list of reminders."""

    kind = ours.Choice(Kind)
    state = ours.Choice(State)
    subject_id = ours.Id()


class StuckReminderSchema(Schema):
    """A reminder that could not be sent: `refusal` or `last_error` is what the mail server said."""

    id = ours.Id(required=True)
    kind = ours.Choice(Kind, required=True)
    user_id = fields.String(required=True)
    user_name = ours.NameOf(Named.USER)
    state = ours.Choice(State, required=True)
    refusal = fields.String(required=True, allow_none=True)
    last_error = fields.String(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    created_at = ours.Instant(required=True)
    parked_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "kind": "week",
        "user_id": "0199a7c2-7b1e-7c3a-8f55-000000000001",
        "user_name": "Li",
        "state": "failed",
        "refusal": "550 5.1.1 No such user here",
        "last_error": None,
        "attempts": 0,
        "created_at": "2026-03-01T23:30:01Z",
        "parked_at": None,
    }


class StuckQuery(ListQuery):
    """Filters of what could not be sent."""

    kind = ours.Choice(Kind)
    state = ours.Choice(State)
    user_id = ours.Id()


class ReminderQuestion(Schema):
    """What somebody wonders about."""

    kind = ours.Choice(Kind, required=True)
    subject_id = ours.Id()

    example: ClassVar[dict[str, Any]] = {"kind": "plan_due"}


class ReminderAnswer(Schema):
    """Why something was told, or not. `reminder` is the latest one about it; null when there never was one."""

    kind = ours.Choice(Kind, required=True)
    subject_id = fields.String(required=True, allow_none=True)
    why = fields.String(required=True)
    reminder = fields.Nested(ReminderSchema, required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "kind": "account_overdue",
        "subject_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d44",
        "why": "Whoever leads a client is told when it was not visited for longer than its tier allows. "
        "By its tier the next visit is due by Tue, Mar 10.",
        "reminder": None,
    }


class NoticeSchema(Schema):
    """A notice of the app, in the language you had when you were told.

    `subject_kind` is the table of what it is about (`visits`, `plans`, …; null when phones have none), `subject_id` the
    row; a plan that nobody has begun has none. `done_at` is when it was over: the report written, the plan handed in.
    """

    id = ours.Id(required=True)
    kind = ours.Choice(Kind, required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    subject_kind = fields.String(required=True, allow_none=True, validate=validate.OneOf(sorted(SUBJECTS)))
    subject_id = fields.String(required=True, allow_none=True)
    told_at = ours.Instant(required=True)
    read_at = ours.Instant(required=True, allow_none=True)
    done_at = ours.Instant(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d02",
        "kind": "report_owed",
        "title": "Report owed: Pump Works, visit on Mon, Mar 2",
        "text": "It is due by Tue 3 March, 09:30.",
        "subject_kind": "visits",
        "subject_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d44",
        "told_at": "2026-03-02T23:30:01Z",
        "read_at": None,
        "done_at": None,
    }


class NoticeQuery(ListQuery):
    """Filters of the list of notices."""

    kind = ours.Choice(Kind)
    read = fields.Boolean(metadata={"description": "Whether you have seen it."})
    done = fields.Boolean(metadata={"description": "Whether what it is about is over."})


class NoticesSeen(Input):
    """How far somebody has looked through their notices."""

    until = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {"until": "2026-03-02T23:30:01Z"}


class NoticesRead(Schema):
    """How many of them had not been seen before."""

    marked = fields.Integer(required=True)

    example: ClassVar[dict[str, Any]] = {"marked": 3}


class WishSchema(Schema):
    """A kind of reminder. `why` says on which occasion it comes; nobody can do without a `mandatory` one."""

    kind = ours.Choice(Kind, required=True)
    label = ours.Told(required=True, attribute="form.label")
    why = ours.Told(required=True, attribute="form.occasion")
    when = ours.Choice(When, required=True, attribute="form.when")
    mandatory = fields.Boolean(required=True, attribute="form.mandatory")
    wanted = fields.Boolean(required=True)

    example: ClassVar[dict[str, Any]] = {
        "kind": "birthday",
        "label": "Birthdays of key contacts",
        "why": "Whoever leads a client is told of the birthdays of its deciders.",
        "when": "morning",
        "mandatory": False,
        "wanted": True,
    }


class ReminderSettingsSchema(Schema):
    """Every kind of reminder you can get."""

    kinds = fields.List(fields.Nested(WishSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"kinds": [WishSchema.example]}


class ReminderSettingsChange(Input):
    """The kinds you do not want; all others you do."""

    unwanted = fields.List(ours.Choice(Kind), required=True)

    example: ClassVar[dict[str, Any]] = {"unwanted": ["birthday"]}


class SignedAddress(Schema):
    """The parameter of the address that ends a kind of mail."""

    token = fields.String(load_default="")

    example: ClassVar[dict[str, Any]] = {"token": "birthday.0199a7c2-7b1e-7c3a-8f55-000000000001.c2lnbmVk"}
