"""Rows of a report that lead to something elsewhere once it is submitted."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core.names import Named
from kamfield.issues.rules import Severity
from kamfield.opportunities.rules.gates import Question, Reply
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class ComplaintDraft(Input):
    """What the client is not content with; it becomes an issue with this id."""

    id = ours.Id()
    title = ours.Text(200, required=True)
    description = ours.LongText(allow_none=True)
    severity = ours.Choice(Severity)
    contact_id = ours.Id(allow_none=True)
    owner_id = ours.Id(metadata={"description": "Who is to solve it; the rep unless given."})
    due_on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"title": "三号泵密封两周后渗漏", "severity": "high"}


class LearntDraft(Input):
    """A fact learnt at the visit. Which columns a kind needs: `GET /fact-kinds`."""

    id = ours.Id()
    kind = ours.Choice(FactKind, required=True)
    subject = ours.Text(120, least=0)
    amount = ours.Amount(allow_none=True)
    unit = ours.Text(20, allow_none=True)
    currency = ours.Currency(allow_none=True)
    text = ours.Text(2000, allow_none=True)
    due_on = ours.Day(allow_none=True)

    example: ClassVar[dict[str, Any]] = {"kind": "purchase_volume", "subject": "轴承", "amount": "1200", "unit": "t"}


class ObservationDraft(Input):
    """A need, a competitor, a note on the market … for the archive. Competitors and events need a name."""

    id = ours.Id()
    kind = ours.Choice(IntelligenceKind, required=True)
    name = ours.Text(200, allow_none=True)
    text = ours.Text(4000, allow_none=True)
    product = ours.Text(500, allow_none=True)
    price = ours.Text(500, allow_none=True)
    service = ours.Text(500, allow_none=True)
    strength = ours.Text(500, allow_none=True)
    weakness = ours.Text(500, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"kind": "competitor", "name": "Nordring", "price": "8% below ours"}


class AnsweredDraft(Input):
    """An answer to a qualification question of an opportunity. A yes needs evidence."""

    id = ours.Id()
    opportunity_id = ours.Id(metadata={"description": "The one that the visit serves unless given."})
    question = ours.Choice(Question, required=True)
    reply = ours.Choice(Reply, required=True)
    evidence = ours.Text(2000, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "question": "funds_secured",
        "reply": "yes",
        "evidence": "预算批复文件，陈经理出示",
    }


def _text(**options: Any) -> fields.String:
    return fields.String(allow_none=True, **options)


class ComplaintSchema(Schema):
    """A complaint as the report has it; once the report is submitted it is the issue with this id."""

    id = ours.Id(required=True)
    title = _text()
    description = _text()
    severity = _text()
    contact_id = _text()
    contact_name = ours.NameOf(Named.CONTACT, allow_none=True)
    owner_id = _text()
    owner_name = ours.NameOf(Named.USER, allow_none=True)
    due_on = _text()

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001",
        "title": "三号泵密封两周后渗漏",
        "description": None,
        "severity": "high",
        "contact_id": None,
        "contact_name": None,
        "owner_id": None,
        "owner_name": None,
        "due_on": None,
    }


class LearntSchema(Schema):
    """A fact as the report has it; once the report is submitted it is in the archive, with the visit as its source."""

    id = ours.Id(required=True)
    kind = _text()
    subject = _text()
    amount = _text()
    unit = _text()
    currency = _text()
    text = _text()
    due_on = _text()

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a44",
        "kind": "purchase_volume",
        "subject": "轴承",
        "amount": "1200",
        "unit": "t",
        "currency": None,
        "text": None,
        "due_on": None,
    }


class ObservationSchema(Schema):
    """An observation as the report has it; once the report is submitted it is intelligence about the client."""

    id = ours.Id(required=True)
    kind = _text()
    name = _text()
    text = _text()
    product = _text()
    price = _text()
    service = _text()
    strength = _text()
    weakness = _text()

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a45",
        "kind": "competitor",
        "name": "Nordring",
        "text": None,
        "product": None,
        "price": "8% below ours",
        "service": None,
        "strength": None,
        "weakness": None,
    }


class AnsweredSchema(Schema):
    """An answer as the report has it; once the report is submitted it is the opportunity's."""

    id = ours.Id(required=True)
    opportunity_id = _text()
    opportunity_name = ours.NameOf(Named.OPPORTUNITY, allow_none=True)
    question = _text()
    reply = _text()
    evidence = _text()

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a46",
        "opportunity_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0fa001",
        "opportunity_name": "Seals for line 2",
        **AnsweredDraft.example,
    }
