"""Queries whose statements are put together once: most of what asking for one row costs is making its statement."""

from collections.abc import Callable, Set
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVarTuple

from sqlalchemy import Date, Select, String, bindparam

from kamfield.core.prepared import Prepared
from kamfield.core.types import Instant
from kamfield.core.work import Actor

Asked = ParamSpec("Asked")
Columns = TypeVarTuple("Columns")


class _Asker(NamedTuple):
    """What a statement may know of the user: the role, and how many are stood in for."""

    role: str
    viewers: int
    alone: bool


class _Value(NamedTuple):
    """A text, day or instant that is told later."""

    name: str
    kind: type[Any]


class _Several(NamedTuple):
    """Some texts that are told later, however many."""

    name: str


_KINDS = {str: String, datetime: Instant, date: Date}


def made_once(question: Callable[Asked, Select[*Columns]]) -> Callable[Asked, Prepared[*Columns]]:
    """Asks a query with parameters in the place of texts, days, instants and the user's ids; keeps what it answers.

    A set of texts is a parameter too, for `IN`: such a query is read in the usual way.

    It is asked again for another role, another number of people stood in for, and arguments of other kinds; these are
    all it may decide by.
    """

    @wraps(question)
    def asked(*given: Asked.args, **named: Asked.kwargs) -> Prepared[*Columns]:
        values: dict[str, Any] = {}
        forms = tuple(_form(f"asked_{place}", one, values) for place, one in enumerate(given))
        named_forms = tuple((name, _form(name, one, values)) for name, one in named.items())
        return Prepared(_made(question, forms, named_forms), values)

    return asked


def _form(name: str, given: Any, values: dict[str, Any]) -> Any:
    """An argument without its value, which is noted."""
    if isinstance(given, Actor):
        values["user_id"] = given.id
        values.update((f"viewer_{number}", viewer) for number, viewer in enumerate(given.viewers))
        return _Asker(given.role, len(given.viewers), given.viewers == (given.id,))
    if isinstance(given, Set):
        values[name] = sorted(given)
        return _Several(name)
    kind = next((kind for kind in _KINDS if isinstance(given, kind)), None)
    if kind is None:
        return given
    values[name] = given
    return _Value(name, kind)


@lru_cache(2000)
def _made(question: Callable[..., Any], forms: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> Any:
    return question(*map(_stand_in, forms), **{name: _stand_in(form) for name, form in named})


def _stand_in(form: Any) -> Any:
    if isinstance(form, _Value):
        return _told_later(form.name, _KINDS[form.kind])
    if isinstance(form, _Several):
        return bindparam(form.name, type_=String, expanding=True)
    if not isinstance(form, _Asker):
        return form
    user_id: Any = _told_later("user_id", String)
    others: list[Any] = [_told_later(f"viewer_{number}", String) for number in range(form.viewers)]
    return Actor(user_id, "", form.role, viewers=(user_id,) if form.alone else tuple(others))


def _told_later(name: str, kind: type[Any]) -> Any:
    """Not `required`: a statement's text is settled (`core/prepared.py`) before anybody tells a value."""
    return bindparam(name, type_=kind, required=False)
