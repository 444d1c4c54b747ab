"""Queries whose statements are put together once: most of what asking for one row costs is making its statement."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVarTuple

from sqlalchemy import Select, String, bindparam

from kamfield.core.prepared import Prepared
from kamfield.core.work import Actor

Asked = ParamSpec("Asked")
Columns = TypeVarTuple("Columns")


class _Asker(NamedTuple):
    """What a statement may know of the user: the role, and how many are stood in for."""

    role: str
    viewers: int
    alone: bool


class _Text(NamedTuple):
    """A text whose value comes later."""

    name: str


def made_once(question: Callable[Asked, Select[*Columns]]) -> Callable[Asked, Prepared[*Columns]]:
    """Asks a query with parameters in the place of its texts and of the user's ids, and keeps what it answers.

    It is asked again for another role, another number of people stood in for, and other arguments that are no texts;
    these are all it may decide by.
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
    if isinstance(given, str):
        values[name] = given
        return _Text(name)
    return given


@lru_cache(2000)
def _made(question: Callable[..., Any], forms: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> Any:
    return question(*map(_stand_in, forms), **{name: _stand_in(form) for name, form in named})


def _stand_in(form: Any) -> Any:
    if isinstance(form, _Text):
        return _parameter(form.name)
    if not isinstance(form, _Asker):
        return form
    user_id = _parameter("user_id")
    viewers = (user_id,) if form.alone else tuple(_parameter(f"viewer_{number}") for number in range(form.viewers))
    return Actor(user_id, "", form.role, viewers=viewers)


def _parameter(name: str) -> Any:
    return bindparam(name, type_=String)
