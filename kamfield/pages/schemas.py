"""What a browser sends from the pages."""

from enum import StrEnum

from marshmallow import fields

from kamfield.pages.rules.endings import End
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class PlanVerdict(StrEnum):
    """The buttons below a plan."""

    APPROVE = "approve"
    RETURN = "return"


class LineVerdict(StrEnum):
    """The buttons of a visit."""

    APPROVE = "approve_line"
    RETURN = "return_line"
    REJECT = "reject_line"
    ACKNOWLEDGE = "acknowledge_line"


class PlanForm(Schema):
    """A decision about a plan as it was seen; giving it back needs a word."""

    decision = ours.Choice(PlanVerdict, required=True)
    version = ours.Whole(1, required=True)
    stamp = ours.Whole(0, 2**53, required=True)
    comment = ours.Text(2000, load_default="")


class LineForm(Schema):
    """A decision about one visit of it; returning and rejecting need a word."""

    decision = ours.Choice(LineVerdict, required=True)
    version = ours.Whole(1, required=True)
    stamp = ours.Whole(0, 2**53, required=True)
    comment = ours.Text(1000, load_default="")


class WeekForm(Schema):
    """Which week was seen."""

    list_id = ours.Id(required=True)
    monday = ours.Day(load_default=None)


class PriceVerdict(StrEnum):
    """The buttons below a price."""

    APPROVE = "approve_price"
    REFUSE = "refuse_price"


class PriceForm(Schema):
    """A decision about a price as it was seen; refusing it needs a word."""

    decision = ours.Choice(PriceVerdict, required=True)
    version = ours.Whole(1, required=True)
    comment = ours.Text(2000, load_default="")


class ItemVerdict(StrEnum):
    """The buttons of something to do."""

    COMPLETE = "complete"
    CARRY = "carry"
    DROP = "drop"
    REOPEN = "reopen"


class ItemForm(Schema):
    """What is said of one item; dropping needs a reason. `monday` and `next_id` say what is shown afterwards."""

    decision = ours.Choice(ItemVerdict, required=True)
    reason = ours.Text(300, load_default="")
    monday = ours.Day(load_default=None)
    next_id = ours.Id(load_default=None)


class NewItemForm(Schema):
    """Something to do; `key` is that of the form as it was shown."""

    key = ours.Id(required=True)
    title = ours.Text(200, load_default="")
    due_on = ours.Day(load_default=None)
    account_id = ours.Id(load_default=None)


class EndingForm(Schema):
    """What is said of an item when its week is closed."""

    item_id = ours.Id(required=True)
    end = ours.Choice(End, required=True)
    reason = ours.Text(300, load_default="")


class ClosingForm(Schema):
    """A week that was seen, and what is said of each item that was open on it."""

    list_id = ours.Id(required=True)
    monday = ours.Day(required=True)
    endings = fields.List(fields.Nested(EndingForm), load_default=list)


class LinkForm(Schema):
    """What a mailed link proves, which names the week itself; whether what was open on the page is carried."""

    token = ours.Text(200, required=True)
    carry_open = ours.Flag(load_default=False)
