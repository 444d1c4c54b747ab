"""What phones get, what is stored of what they sent, and what could not be taken over; as statements."""

from kamfield.sync.queries.issues import SORTS, any_by_id, by_id, matching

__all__ = ["SORTS", "any_by_id", "by_id", "matching"]
