"""What phones sent and could not be carried out."""

from dataclasses import replace

from kamfield.core.work import Work
from kamfield.sync.actions.issues import NotForPhones, note
from kamfield.sync.models import SyncIssue
from kamfield.sync.queries import matching
from tests.cast import Cast, Person


def make_sync_issue(work: Work, rep: Person = Cast.li) -> SyncIssue:
    """A line of a quotation that `rep` wrote offline, where lines cannot be written."""
    told = {"kind": "quote_lines", "row_id": "line-1", "change": "created"}
    note(replace(work, user=rep.actor), NotForPhones(), {"id": "line-1", "product": "Seal"}, device_id="phone", **told)
    return work.one(matching(rep.actor))
