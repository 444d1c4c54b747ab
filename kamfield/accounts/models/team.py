"""Who of ours works with a client."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.models.part import Part
from kamfield.accounts.rules import MemberRole
from kamfield.core.rows import Base, refers_to


class Member(Part, Base):
    """Somebody on the team of an account; the lead is one of them."""

    __tablename__ = "account_members"
    __audience__ = ("user_id",)

    user_id: Mapped[str] = refers_to("users.id", index=False)
    role: Mapped[str] = mapped_column(default=MemberRole.MEMBER)

    __table_args__ = (
        UniqueConstraint("account_id", "user_id"),
        Index("ix_account_members_user", "user_id", "account_id"),
    )
