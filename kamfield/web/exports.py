"""Files that somebody takes along: what was read out is written to the journal before it is sent."""

from collections.abc import Callable
from typing import Any

from flask import Response

from kamfield.core.work import Work


class Export(Response):
    """An answer to a download; `noted` writes the act, in a transaction that begins when everything was read."""

    def __init__(self, *given: Any, noted: Callable[[Work], None], **options: Any) -> None:
        super().__init__(*given, **options)
        self.noted = noted
