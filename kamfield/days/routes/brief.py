"""The brief."""

from kamfield.core.work import Work
from kamfield.days.actions.brief import brief_of
from kamfield.days.routes.blueprint import blueprint
from kamfield.days.rules.brief import Brief
from kamfield.days.schemas.brief import BriefSchema


@blueprint.get("/accounts/<id:account_id>/brief", BriefSchema)
def read_brief(work: Work, account_id: str) -> Brief:
    """What to know at a client's door, in one call.

    The client, its places and people (whom we met last first), the last three reports with what became of their
    objectives, what the client promised and waits for, quotations and opportunities that are open with what is still to
    be asked, how the client pays, facts to confirm or to learn, competitors. Lists are short and say how many there are
    in all.
    """
    return brief_of(work, account_id)
