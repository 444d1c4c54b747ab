"""The 5W of a visit: which of them is missing."""

from datetime import datetime

from kamfield.visits.rules.codes import REMOTE, Form, Purpose, W


def missing(
    *,
    contacts: int,
    form: Form | None,
    purpose: Purpose | None,
    objectives: int,
    located: bool,
    starts_at: datetime | None,
    minutes: int | None,
) -> list[W]:
    """The questions without an answer, in their usual order.

    Who: a contact. What: a form. Why: a purpose and an objective. Where: a place or a point, unless the form needs
    none. When: a start and a length.
    """
    answered = {
        W.WHO: contacts > 0,
        W.WHAT: form is not None,
        W.WHY: purpose is not None and objectives > 0,
        W.WHERE: located or form in REMOTE,
        W.WHEN: starts_at is not None and minutes is not None,
    }
    return [w for w, known in answered.items() if not known]
