"""What can be read of the client archive, a file per subject; what other slices need can be had from here."""

from kamfield.accounts.queries.reach import by_id, part_by_id, parts, reachable_ids, visible_to

__all__ = ["by_id", "part_by_id", "parts", "reachable_ids", "visible_to"]
