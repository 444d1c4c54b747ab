"""What can go wrong, each with a stable code, an HTTP status and a sentence in the caller's language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from kamfield.core.texts import N_, translate


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: where (JSON pointer into the body, or a parameter's name) and what."""

    code: str
    text: str
    pointer: str | None = None
    parameter: str | None = None
    params: dict[str, Any] = field(default_factory=dict)

    def said(self, locale: str) -> dict[str, str]:
        """The fault as it crosses the wire, in the language of `locale`."""
        where = {"pointer": self.pointer} if self.parameter is None else {"parameter": self.parameter}
        return {
            **{name: value for name, value in where.items() if value is not None},
            "code": self.code,
            "detail": translate(self.text, locale, **self.params),
        }


class Problem(Exception):
    """Anything we refuse. The class name is the code: `EmptyPlan` is `empty-plan`, for ever."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = N_("Something went wrong")
    detail: ClassVar[str] = N_("Nothing was changed. Tell your administrator the request id: it leads to the cause.")
    code: ClassVar[str] = "problem"
    known: ClassVar[dict[str, type["Problem"]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()
        Problem.known[cls.code] = cls

    def __init__(
        self,
        faults: Sequence[Fault] = (),
        *,
        retry_after: int | None = None,
        members: Mapping[str, Any] | None = None,
        **params: Any,
    ) -> None:
        super().__init__(self.detail, params)
        self.faults = tuple(faults)
        self.retry_after = retry_after
        self.members = dict(members or {})  # what a program needs beyond the code, such as candidates to choose from
        self.params = params

    def __str__(self) -> str:
        return translate(self.detail, "en", **self.params)


class Malformed(Problem):
    """The body could not be read at all."""

    status = 400
    title = N_("This could not be read")
    detail = N_("The body is not valid JSON. Mend it and send it again.")


class NotSignedIn(Problem):
    """No bearer, or one that is not (any longer) valid."""

    status = 401
    title = N_("Please sign in")
    detail = N_("This needs a valid access token. Nothing on the device is lost; sign in and try again.")


class NotAllowed(Problem):
    """They may see it, but not do this; `verb` is what they may not."""

    status = 403
    title = N_("You may not do this")
    detail = N_("You may look at this, but it is for somebody else to do.")


class NotFound(Problem):
    """Missing or out of reach: the two are not told apart."""

    status = 404
    title = N_("Not found")
    detail = N_("There is no such thing, or it is out of your reach.")


class WrongState(Problem):
    """The thing exists but cannot take this step now."""

    status = 409
    title = N_("Not possible now")
    detail = N_("This is not possible while it is %(state)s.")


class IdTaken(Problem):
    """A client chose an id that another row has."""

    status = 409
    title = N_("This id is taken")
    detail = N_("Something else has this id already. Choose another one.")


class ChangedMeanwhile(Problem):
    """The version the caller saw is not the current one, which is `version`."""

    status = 412
    title = N_("Changed meanwhile")
    detail = N_("Somebody changed this after you read it. Read it again and repeat.")


class Invalid(Problem):
    """The input was understood but is not acceptable; `errors` says where and why."""

    status = 422
    title = N_("Please check the input")
    detail = N_("Some values cannot be accepted: please mend them.")


class TooManyRequests(Problem):
    """Slow down."""

    status = 429
    title = N_("Too many requests")
    detail = N_("Too many attempts. Please wait a moment.")


class Busy(Problem):
    """The database is busy or out of reach; nothing was done."""

    status = 503
    title = N_("Busy at the moment")
    detail = N_("Nothing was changed. Please try again in a few seconds.")


def invalid(pointer: str, code: str, text: str, **params: Any) -> Invalid:
    """An `Invalid` about one field of the body: `invalid("/due_on", "in-the-past", N_("…"))`."""
    return Invalid([Fault(code=code, text=text, pointer=pointer, params=params)])
