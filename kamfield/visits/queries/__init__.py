"""What can be read of visits, a file per subject; what other slices need can be had from here."""

from kamfield.visits.queries.parts import report_by_id
from kamfield.visits.queries.visits import by_id, in_full, matching, to_change, visible_ids, visible_to

__all__ = ["by_id", "in_full", "matching", "report_by_id", "to_change", "visible_ids", "visible_to"]
