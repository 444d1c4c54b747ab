"""What can be read of the client archive, a file per subject; what other slices need can be had from here."""

from kamfield.accounts.queries.completeness import gaps
from kamfield.accounts.queries.reach import (
    by_id,
    deleted_by_id,
    has_team_in_reach,
    lead_of,
    part_by_id,
    parts,
    parts_in,
    parts_until,
    reachable_ids,
    reached_id,
    reaches_all,
    theirs,
    to_change,
    viewers_of,
    visible_to,
)

__all__ = [
    "by_id",
    "deleted_by_id",
    "gaps",
    "has_team_in_reach",
    "lead_of",
    "part_by_id",
    "parts",
    "parts_in",
    "parts_until",
    "reachable_ids",
    "reached_id",
    "reaches_all",
    "theirs",
    "to_change",
    "viewers_of",
    "visible_to",
]
