"""What can be read of opportunities, a file per subject; what other slices need can be had from here."""

from kamfield.opportunities.queries.opportunities import (
    SORTS,
    any_by_id,
    by_id,
    matching,
    open_of,
    visible_ids,
    visible_to,
)

__all__ = ["SORTS", "any_by_id", "by_id", "matching", "open_of", "visible_ids", "visible_to"]
