"""The line above somebody: who is asked first, and who after one that does not answer."""

from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.rules.line import Standing, deciders


def deciders_above(work: Work, user_id: str) -> list[str]:
    """The ids of the active people above somebody, the nearest first; in two statements, however long the line."""
    person = work.one(queries.any_by_id(user_id))
    above = {one.id: Standing(one.manager_id, one.active) for one in work.all(queries.above(user_id))}
    return deciders(person.manager_id, above)
