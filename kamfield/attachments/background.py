"""What happens to uploads by itself: those that nobody goes on with are ended, and unwanted bytes are removed."""

from datetime import datetime

from sqlalchemy import delete

from kamfield.attachments.models import Upload
from kamfield.attachments.rules import TRACE_KEPT_FOR
from kamfield.core.work import Work
from kamfield.outside import Outside


def clear_away(work: Work, outside: Outside, upload: Upload) -> datetime | None:
    """Ends an upload that has expired, and in a later step removes its bytes: first nobody may go on with it."""
    if upload.ended_at is None:
        return _end_when_expired(work, upload)
    outside.files.delete(upload.file_key)
    upload.bytes_gone_at = work.now
    return None


def forget_uploads(work: Work) -> None:
    """Drops the rows of uploads whose bytes went long ago; until then a late phone is told that it is over."""
    gone = Upload.bytes_gone_at < work.now - TRACE_KEPT_FOR
    work.db.execute(delete(Upload).where(gone), execution_options={"synchronize_session": False})


def _end_when_expired(work: Work, upload: Upload) -> datetime | None:
    if upload.stored_at is not None:
        return None
    if not upload.has_expired(work.now):
        return upload.expires_at
    upload.ended_at = work.now
    return work.now
