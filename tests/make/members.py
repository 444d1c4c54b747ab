"""Who of ours is on the team of an account."""

from kamfield.accounts.models import Account, Member
from kamfield.core.work import Work
from tests.cast import Person


def join(work: Work, account: Account, person: Person) -> Member:
    """Somebody who joins the team beside the lead."""
    member = work.add(Member(account_id=account.id, user_id=person.id))
    work.act("account.add", account)  # some act has to speak of it
    work.db.flush()
    return member
