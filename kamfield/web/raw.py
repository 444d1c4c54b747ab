"""Routes that do not speak JSON: bytes in, bytes out, another protocol's headers and statuses.

A raw view gets a `Caller` instead of work: it opens work for as long as it needs it and no longer, so that no
transaction waits for a slow phone. Sign-in, journal, problems and documentation are those of every route.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from flask import Response, g, request
from sqlalchemy.orm import Session

from kamfield.core.work import Actor, Work
from kamfield.web import bearer
from kamfield.web.endpoint import NOBODY, Outcome, begun_anew, end_work
from kamfield.web.site import Site, site
from kamfield.web.turns import REST

MEGABYTE = 1024 * 1024

Identify = Callable[[Site, Session, datetime], Actor]


@dataclass(frozen=True)
class Header:
    """A header that goes in or out, as the document explains it."""

    name: str
    text: str
    example: str
    required: bool = False


@dataclass(frozen=True)
class Reply:
    """One way in which a raw route answers when all is well."""

    text: str
    headers: tuple[Header, ...] = ()
    media_type: str | None = None


@dataclass(frozen=True)
class Wire:
    """What the document says of a raw route: headers and query parameters in, the media type of its body, replies and
    errors by status.
    """

    replies: Mapping[int, Reply]
    headers: tuple[Header, ...] = ()
    body: str | None = None
    errors: tuple[int, ...] = ()
    parameters: tuple[Header, ...] = ()


@dataclass(frozen=True)
class Caller:
    """Who asks. Each `read` and each `write` is one piece of work; between two of them nothing is held."""

    here: Site
    actor: Actor
    route: str

    def read(self, step: Callable[[Work], Outcome]) -> Outcome:
        """Looks something up."""

        def once() -> Outcome:
            with self.here.database.reading() as db:
                return step(self._work(db))

        return begun_anew(once)

    def look(self, step: Callable[[Work], Outcome]) -> Outcome:
        """Reads as of one instant, however many statements that takes."""

        def once() -> Outcome:
            with self.here.database.snapshot() as db:
                return step(self._work(db))

        return begun_anew(once)

    def write(self, step: Callable[[Work], Outcome]) -> Outcome:
        """Does something in a transaction of its own. The step may run again, so it must not touch anything else."""

        def once() -> Outcome:
            with self.here.database.writing() as db:
                outcome = step(self._work(db))
                end_work(self.here, db, self.route, always=True)
                return outcome

        return begun_anew(once)

    def rest(self) -> None:
        """Lets whoever waits work first, between two writes of a long errand."""
        request.environ[REST]()

    def _work(self, db: Session) -> Work:
        return Work(self.actor, self.here.clock(), db, self.here.house, g.get("request_id"))


@dataclass(frozen=True, kw_only=True)
class RawEndpoint:
    """One raw route. What only JSON routes have is none here."""

    method: str
    view: Callable[..., Response]
    wire: Wire
    public: bool = False
    takes_files: bool = False
    identify: Identify = bearer.identify

    answer: ClassVar[None] = None
    query: ClassVar[None] = None
    body: ClassVar[None] = None
    sorts: ClassVar[None] = None

    def __call__(self, **path: Any) -> Response:
        """Answers one request; the body stays unread until the view reads it."""
        here = site()
        if self.takes_files:
            # One byte more than is allowed, so that the view can ask for what comes after the largest file.
            request.max_content_length = here.settings.max_upload_mb * MEGABYTE + 1
        g.actor = NOBODY
        if not self.public:
            with here.database.reading() as db:
                g.actor = self.identify(here, db, here.clock())
        return self.view(Caller(here, g.actor, self.view.__name__), **path)
