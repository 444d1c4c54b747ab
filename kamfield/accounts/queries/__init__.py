"""What can be read of the client archive, a file per subject; what other slices need can be had from here."""

from kamfield.accounts.queries.completeness import gaps
from kamfield.accounts.queries.notes import lead_of
from kamfield.accounts.queries.reach import by_id, part_by_id, parts, reachable_ids, visible_to

__all__ = ["by_id", "gaps", "lead_of", "part_by_id", "parts", "reachable_ids", "visible_to"]
