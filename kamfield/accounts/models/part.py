"""What belongs to one account and is seen by whoever sees that account."""

from sqlalchemy.orm import Mapped

from kamfield.core.rows import Base, Synced, refers_to


class Part(Synced):
    """The base of places, contacts, facts …; each table brings an index that begins with `account_id`.

    Whatever derives from it is deleted and restored together with its account.
    """

    account_id: Mapped[str] = refers_to("accounts.id", index=False)


def kinds() -> list[type[Part]]:
    """Every kind of part there is."""
    return [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Part)]
