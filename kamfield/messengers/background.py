"""Writing to a robot: without a statement to the database, so that a slow one holds no lock."""

from kamfield.core.sealed import NotSealed, unsealed
from kamfield.core.work import Work
from kamfield.messengers import actions
from kamfield.messengers.models import Message
from kamfield.messengers.rules import State
from kamfield.outside import Outside
from kamfield.outside.messengers import Meaning, MessageRefused

FINAL = {Meaning.NEVER: State.REFUSED, Meaning.UNWELCOME: State.REFUSED, Meaning.GONE: State.GONE}


def hand_over(work: Work, outside: Outside, row: Message) -> None:
    """Writes a message. What the robot refuses is raised, so that it is tried again and parked in the end.

    What it refuses for good is not tried again; of a robot that is gone, or takes nothing of ours, its owner is told.
    """
    if row.state != State.DUE:
        return
    try:
        address = unsealed(outside.secret_key, row.sealed_address or "")
    except NotSealed:
        row.close(State.SUPPRESSED, work.now)  # the installation has another secret key: nobody can read it any more
    else:
        _write(work, outside, row, address)


def _write(work: Work, outside: Outside, row: Message, address: str) -> None:
    try:
        outside.messengers.write(row.service, address, row.title, row.text, work.now)
    except MessageRefused as refused:
        if refused.meant not in FINAL:
            raise
        called = row.sealed_address
        row.refuse(FINAL[refused.meant], refused.reason, work.now)
        if refused.meant != Meaning.NEVER:
            actions.lose(work, row, called, refused.reason, unwelcome=refused.meant == Meaning.UNWELCOME)
    else:
        row.close(State.SENT, work.now)
        actions.find_again(work, row)
