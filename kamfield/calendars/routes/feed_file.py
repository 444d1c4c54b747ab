"""The feed itself, for programs that know nothing but its address. The secret is a parameter: no log has it."""

import hashlib

from flask import Response, request

from kamfield.calendars.actions import calendar_of
from kamfield.calendars.queries import user_of_secret
from kamfield.core.errors import NotFound
from kamfield.core.work import Work
from kamfield.users.actions.sign_in import as_actor
from kamfield.web.pages import Pages
from kamfield.web.site import site

page = Pages("calendar-feed", __name__)

MOST_SECRET = 200


@page.get("/calendar.ics")
def read_calendar() -> Response:
    """The visits of whoever's secret it is."""
    here = site()
    with here.database.reading() as db:
        user = db.scalars(user_of_secret(request.args.get("key", "")[:MOST_SECRET])).one_or_none()
        if user is None:
            raise NotFound
        content = calendar_of(Work(as_actor(user), here.clock(), db, here.house))
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="kamfield.ics"'
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    _answer_the_known(response)
    return response


def _answer_the_known(response: Response) -> None:
    """304 for a copy that is the same, also when it was packed on its way (then its ETag says by what)."""
    known = {tag.partition(":")[0] for tag in request.if_none_match.as_set(include_weak=True)}
    if response.get_etag()[0] in known:
        response.status_code = 304
        response.set_data(b"")
