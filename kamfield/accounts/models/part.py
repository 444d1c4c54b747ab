"""What belongs to one account and is seen by whoever sees that account."""

from sqlalchemy.orm import Mapped

from kamfield.core.rows import Synced, refers_to


class Part(Synced):
    """The base of places, contacts, facts …; each table brings an index that begins with `account_id`."""

    account_id: Mapped[str] = refers_to("accounts.id", index=False)
