"""What can be read about people; what other slices need is gathered here."""

from kamfield.users.queries.away import absences_between, away_between, stand_ins_of
from kamfield.users.queries.handovers import handover_by_id
from kamfield.users.queries.people import (
    SORTS,
    above,
    any_by_id,
    anybody,
    branch_of,
    by_id,
    line_above,
    managers_above,
    matching,
    names_of,
    other_admins,
    reached,
    reached_row_by_row,
    reports_of,
    to_name,
    visible_to,
    with_email,
)
from kamfield.users.queries.sign_in import signed_in

__all__ = [
    "SORTS",
    "above",
    "absences_between",
    "any_by_id",
    "anybody",
    "away_between",
    "branch_of",
    "by_id",
    "handover_by_id",
    "line_above",
    "managers_above",
    "matching",
    "names_of",
    "other_admins",
    "reached",
    "reached_row_by_row",
    "reports_of",
    "signed_in",
    "stand_ins_of",
    "to_name",
    "visible_to",
    "with_email",
]
