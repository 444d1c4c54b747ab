"""What happens around every view: who, what instant, which transaction, and how the answer leaves."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from flask import Response, g, request
from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from kamfield.core import retries
from kamfield.core.db import is_worth_another_try
from kamfield.core.errors import Busy
from kamfield.core.journal import record_of
from kamfield.core.work import Actor, Work
from kamfield.web import bearer, paging, versions
from kamfield.web.input import body_of, query_of
from kamfield.web.paging import Sorts
from kamfield.web.schema import Schema
from kamfield.web.site import Site, site

log = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")

NOBODY = Actor(id="nobody", name="", role="nobody")
MOST_TRIES = 3
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
    status: int = 200
    public: bool = False
    writes: bool = False

    @property
    def needs_version(self) -> bool:
        """Whether the caller must say which version they saw."""
        return self.method in {"PUT", "PATCH", "DELETE"}

    @property
    def repeatable(self) -> bool:
        """Whether an Idempotency-Key is heeded: anonymous callers have nobody to keep an answer for."""
        return self.method == "POST" and not self.public

    def __call__(self, **path: Any) -> Response:
        """Answers one request. Work that met somebody else's is begun anew, so that it sees what they did."""
        answer = self._write if self.method != "GET" or self.writes else self._read
        return begun_anew(lambda: answer(site(), path))

    def _read(self, here: Site, path: dict[str, Any]) -> Response:
        with here.database.reading() as db:
            work = self._work(here, db, self._actor(here, db))
            return self._answer(work, self._sent(path))

    def _write(self, here: Site, path: dict[str, Any]) -> Response:
        with here.database.reading() as db:
            actor = self._actor(here, db)
        sent = self._sent(path)  # before the transaction: a slow phone must not hold the write lock
        with here.database.writing() as db:
            response = self._once(self._work(here, db, actor), sent)
            end_work(here, db, self.view.__name__)
            return response

    def _actor(self, here: Site, db: Session) -> Actor:
        g.actor = NOBODY if self.public else bearer.identify(here, db, here.clock())
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
        if self.query is None:
            del sent["query"]
        return sent | path

    def _once(self, work: Work, sent: dict[str, Any]) -> Response:
        key = request.headers.get("Idempotency-Key", "")[:200] if self.repeatable else ""
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
        if isinstance(result, Select):
            result = paging.single(work, result)
        work.db.flush()
        if self.answer is None:
            return Response(status=204)
        response = _json(self.answer.dump(result), self.status)
        if self.status == 201:
            response.headers["Location"] = f"{request.path}/{result.id}"
        version = getattr(result, "version", None)
        return response if version is None else versions.mark(response, version)

    def _list(self, work: Work, sorts: Sorts, sent: dict[str, Any]) -> Response:
        assert self.answer is not None  # noqa: S101  a list always has one
        query = sent["query"]
        wanted = {name: query.pop(name, None) for name in ("sort", "cursor", "limit")}
        page = paging.page(work, self.view(work, **sent), sorts, **wanted)
        response = _json({"items": self.answer.write_many(page.rows), "next_cursor": page.next_cursor}, 200)
        if page.next_cursor:
            response.headers["Link"] = paging.next_link(page.next_cursor)
        return response


def begun_anew(answer: Callable[[], Outcome]) -> Outcome:
    """What `answer` returns; work that met somebody else's is begun anew, at most three times, then `Busy`."""
    for _ in range(MOST_TRIES):
        try:
            return answer()
        except (DBAPIError, StaleDataError) as error:
            if not is_worth_another_try(error):
                raise
            log.info("begun anew after %s", type(error).__name__)
    raise Busy(retry_after=1)


def end_work(here: Site, db: Session, route: str, *, always: bool = False) -> None:
    """Commits what acts speak of (with `always` also rows that are not journaled); `Unrecorded` for anything else."""
    db.flush()
    if record_of(db).has_loose_ends:
        raise Unrecorded(route)
    if record_of(db).entries or always:
        db.commit()
        here.actors.forget_if_touched(entry.subject_kind for entry in record_of(db).entries)


def _json(content: Any, status: int) -> Response:
    return Response(orjson.dumps(content), status, content_type="application/json")


def _fingerprint() -> str:
    content = b"\n".join((request.method.encode(), request.full_path.encode(), request.get_data()))
    return hashlib.sha256(content).hexdigest()
