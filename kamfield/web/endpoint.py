"""What happens around every view: who, what instant, which transaction, and how the answer leaves."""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Response, g, request
from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kamfield.core import metrics, retries
from kamfield.core.db import is_worth_another_try
from kamfield.core.errors import Busy
from kamfield.core.journal import record_of
from kamfield.core.work import Actor, Work
from kamfield.web import bearer, paging, versions
from kamfield.web.exports import Export
from kamfield.web.input import body_of, query_of
from kamfield.web.naming import names_for
from kamfield.web.paging import Sorts
from kamfield.web.schema import Schema, packed
from kamfield.web.site import Site, site
from kamfield.web.uploads import Upload, uploaded_file

log = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")

NOBODY = Actor(id="nobody", name="", role="nobody")
MOST_TRIES = 3
Fill = Callable[[Work, list[Any]], list[Any]]
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")


class Unrecorded(Exception):
    """A view wrote something that no act speaks of: a mistake in the code; nothing is kept."""


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One route: its view and what goes in and out."""

    method: str
    view: Callable[..., Any]
    answer: Schema | None = None
    query: Schema | None = None
    body: Schema | None = None
    sorts: Sorts | None = None
    fill: Fill | None = None
    status: int = 200
    public: bool = False
    secret: bool = False
    writes: bool = False
    unversioned: bool = False
    upload: Callable[[Upload, dict[str, Any]], Any] | None = None
    content_types: tuple[str, ...] = ()
    who: Callable[[Site, Session, datetime], Actor] = bearer.identify

    @property
    def needs_version(self) -> bool:
        """Whether the caller must say which version they saw."""
        return self.method in {"PUT", "PATCH", "DELETE"} and not self.unversioned

    @property
    def repeatable(self) -> bool:
        """Whether an Idempotency-Key is heeded: nobody keeps answers for anonymous callers, nor those with a secret."""
        return self.method == "POST" and not self.public and not self.secret

    def __call__(self, **path: Any) -> Response:
        """Answers one request. Work that met somebody else's is begun anew, so that it sees what they did."""
        answer = self._write if self.method != "GET" or self.writes else self._read
        return begun_anew(lambda: answer(site(), path), self._may_be_known_now)

    def _may_be_known_now(self, error: Exception) -> bool:
        """Whether the same request, sent twice at once, met itself: then the first answer is there by now."""
        if not isinstance(error, IntegrityError) or not self._key():
            return False
        here = site()
        with here.database.reading() as db:
            return retries.find(db, self._actor(here, db).id, self._key(), _fingerprint()) is not None

    def _key(self) -> str:
        return request.headers.get("Idempotency-Key", "")[:200] if self.repeatable else ""

    def _read(self, here: Site, path: dict[str, Any]) -> Response:
        with here.database.reading() as db:
            work = self._work(here, db, self._actor(here, db))
            response = self._answer(work, self._sent(path))
        if isinstance(response, Export):
            self._note(here, work.user, response)
        return response

    def _note(self, here: Site, actor: Actor, export: Export) -> None:
        """Writes down who took a list along, in a transaction of its own: reading half a million rows held no lock."""
        with here.database.writing() as db:
            export.noted(self._work(here, db, actor))
            end_work(here, db, self.view.__name__)

    def _write(self, here: Site, path: dict[str, Any]) -> Response:
        with here.database.reading() as db:
            actor = self._actor(here, db)
        sent = self._sent(path)  # before the transaction: a slow phone must not hold the write lock
        with here.database.writing() as db:
            response = self._once(self._work(here, db, actor), sent)
            end_work(here, db, self.view.__name__)
            return response

    def _actor(self, here: Site, db: Session) -> Actor:
        g.actor = NOBODY if self.public else self.who(here, db, here.clock())
        actor: Actor = g.actor
        return actor

    def _work(self, here: Site, db: Session, actor: Actor) -> Work:
        return Work(actor, here.clock(), db, here.house, g.get("request_id"))

    def _sent(self, path: dict[str, Any]) -> dict[str, Any]:
        sent: dict[str, Any] = {"query": query_of(self.query)}
        if self.body is not None:
            sent["body"] = body_of(self.body)
        if self.needs_version:
            sent["version"] = versions.version_seen()
        if self.upload is not None:
            with uploaded_file() as file:
                sent["upload"] = self.upload(file, sent["query"])
        if self.query is None:
            del sent["query"]
        return sent | path

    def _once(self, work: Work, sent: dict[str, Any]) -> Response:
        key = self._key()
        if not key:
            return self._answer(work, sent)
        fingerprint = _fingerprint()
        known = retries.find(work.db, work.user.id, key, fingerprint)
        if known is not None:
            return Response(known.body, known.status, {**known.headers, "Idempotent-Replayed": "true"})
        response = self._answer(work, sent)
        kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        work.db.add(
            retries.FirstAnswer(
                user_id=work.user.id,
                key=key,
                fingerprint=fingerprint,
                at=work.now,
                status=response.status_code,
                headers=kept,
                body=response.get_data(),
            )
        )
        return response

    def _answer(self, work: Work, sent: dict[str, Any]) -> Response:
        if self.sorts is not None:
            return self._list(work, self.sorts, sent)
        result = self.view(work, **sent)
        if isinstance(result, Response):
            return result
        if callable(result):  # what is read only where somebody waits for the answer: who replays views need not
            result = result()
        if isinstance(result, Select):
            result = paging.single(work, result)
        work.db.flush()
        if self.answer is None:
            return Response(status=self.status)
        names = names_for(work, self.answer, [result])
        response = _json(self.answer.dump(result, names=names), self.status)
        if self.status in (201, 202):
            response.headers["Location"] = _address_of(result.id)
        version = getattr(result, "version", None)
        return response if version is None else versions.mark(response, version)

    def _list(self, work: Work, sorts: Sorts, sent: dict[str, Any]) -> Response:
        assert self.answer is not None  # noqa: S101  a list always has one
        query = sent["query"]
        wanted = {name: query.pop(name, None) for name in ("sort", "cursor", "limit")}
        page = paging.page(work, self.view(work, **sent), sorts, **wanted)
        rows = self.fill(work, page.rows) if self.fill else page.rows
        items = self.answer.write_many(rows, names_for(work, self.answer, rows))
        response = _json({"items": items, "next_cursor": page.next_cursor}, 200)
        if page.next_cursor:
            response.headers["Link"] = paging.next_link(page.next_cursor)
        return response


def _address_of(row_id: str) -> str:
    """Where a new thing lives: `/api/v1/places/7`, also when it was made under `/api/v1/accounts/3/places`."""
    parts = request.path.split("/")
    return "/".join([*parts[:3], parts[-1], row_id])


def begun_anew(answer: Callable[[], Outcome], also: Callable[[Exception], bool] = lambda _: False) -> Outcome:
    """What `answer` returns; work that met somebody else's is begun anew, at most three times, then `Busy`.

    `also` says which other errors are worth it.
    """
    for _ in range(MOST_TRIES):
        try:
            return answer()
        except (DBAPIError, StaleDataError) as error:
            if not is_worth_another_try(error) and not also(error):
                raise
            log.info("begun anew after %s", type(error).__name__)
    raise Busy(retry_after=1)


def end_work(here: Site, db: Session, route: str, *, always: bool = False) -> None:
    """Commits what acts speak of (with `always` also rows that are not journaled); `Unrecorded` for anything else."""
    db.flush()
    if record_of(db).has_loose_ends:
        raise Unrecorded(route)
    entries = record_of(db).entries
    if entries or always:
        db.commit()
        here.actors.forget_if_touched(entry.subject_kind for entry in entries)
        metrics.count_acts(entry.verb for entry in entries)


def _json(content: Any, status: int) -> Response:
    return Response(packed(content), status, content_type="application/json")


def _fingerprint() -> str:
    """What is kept to know a request again: nobody guesses from it, without the secret key, what a body said."""
    sent: bytes = g.get("content_digest") or request.get_data()
    content = b"\n".join((request.method.encode(), request.full_path.encode(), sent))
    return hmac.digest(site().settings.secret_key.encode(), content, "sha256").hex()
