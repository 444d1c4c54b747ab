"""Writing to a robot: without a statement to the database, so that a slow one holds no lock."""

from kamfield.core.sealed import NotSealed, unsealed
from kamfield.core.work import Work
from kamfield.messengers.models import Message
from kamfield.messengers.rules import State
from kamfield.outside import Outside


def hand_over(work: Work, outside: Outside, row: Message) -> None:
    """Writes a message. What the robot refuses is raised, so that it is tried again and parked in the end."""
    if row.state != State.DUE:
        return
    try:
        address = unsealed(outside.secret_key, row.sealed_address or "")
    except NotSealed:
        row.close(State.SUPPRESSED, work.now)  # the installation has another secret key: nobody can read it any more
    else:
        outside.messengers.write(row.service, address, row.title, row.text, work.now)
        row.close(State.SENT, work.now)
