"""The people every test knows.

    ada (admin)
    dana (manager, Berlin)
      mei (manager, Shanghai) ── li (rep, Shanghai), ren (rep, Shanghai)
      max (manager, Berlin)   ── sam (rep, Berlin)

For a thing of li's, mei and dana are above, ren is a colleague, sam is a stranger.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kamfield.core.work import Actor, Work
from kamfield.users import actions
from kamfield.users.models import Session

PASSWORD = "correct horse battery staple"


class Moment:
    """A clock that stands still until it is moved. It starts on a Monday, 10:00 in Shanghai."""

    START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> None:
        self.now = now

    def advance(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@dataclass(frozen=True)
class Person:
    name: str
    role: str
    manager: str | None
    time_zone: str
    locale: str

    @property
    def id(self) -> str:
        return f"user-{self.name}"

    @property
    def session_id(self) -> str:
        return f"session-{self.name}"

    @property
    def email(self) -> str:
        return f"{self.name}@example.com"

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.name, self.role, self.locale, self.time_zone, (self.id,), self.session_id)


class Cast:
    ada = Person("ada", "admin", None, "Europe/Berlin", "en")
    dana = Person("dana", "manager", None, "Europe/Berlin", "en")
    mei = Person("mei", "manager", "dana", "Asia/Shanghai", "zh-CN")
    max = Person("max", "manager", "dana", "Europe/Berlin", "en")
    li = Person("li", "rep", "mei", "Asia/Shanghai", "zh-CN")
    ren = Person("ren", "rep", "mei", "Asia/Shanghai", "zh-CN")
    sam = Person("sam", "rep", "max", "Europe/Berlin", "en")

    everybody = (ada, dana, mei, max, li, ren, sam)


def settle(work: Work) -> None:
    """Writes the cast into an empty database, each of them signed in on one device for a year."""
    from argon2 import PasswordHasher

    password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    for person in Cast.everybody:
        actions.add(
            work,
            id=person.id,
            email=person.email,
            name=person.name.capitalize(),
            role=person.role,
            manager_id=f"user-{person.manager}" if person.manager else None,
            time_zone=person.time_zone,
            locale=person.locale,
            password_hash=password_hash,
        )
        work.db.add(
            Session(
                id=person.session_id,
                user_id=person.id,
                device_id=f"phone-of-{person.name}",
                started_at=work.now,
                last_seen_at=work.now,
                rotated_at=work.now,
                expires_at=work.now + timedelta(days=365),
            )
        )
