"""What a browser sends from the pages."""

from enum import StrEnum

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
    """Which week was seen, and whether what was open on it is carried."""

    list_id = ours.Id(required=True)
    carry_open = ours.Flag(load_default=False)


class LinkForm(Schema):
    """The same behind a mailed link, which names the week itself."""

    token = ours.Text(200, required=True)
    carry_open = ours.Flag(load_default=False)
