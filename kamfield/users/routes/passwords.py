"""Where passwords are forgotten, set and changed."""

from typing import Any

from kamfield.core.throttle import forget_attempts
from kamfield.core.work import Work
from kamfield.users.actions import passwords as actions
from kamfield.users.schemas.sign_in import NewPassword, PasswordChange, ResetWish
from kamfield.web.blueprint import Blueprint
from kamfield.web.limits import limit, limit_network

blueprint = Blueprint("passwords", __name__, description="Invitation, reset and change of the password")


@blueprint.post("/password-resets", ResetWish, status=202, public=True)
def ask_reset(work: Work, body: dict[str, Any]) -> None:
    """Forgot the password: have a link mailed that sets a new one, good for an hour.

    The answer is the same whether or not anybody signs in with this address. At most five wishes for one address, or
    fifty from one network address, in 15 minutes.
    """
    limit_network(work, "reset", 50)
    limit(work, "reset", body["email"].lower(), 5)
    actions.ask_reset(work, body["email"])


@blueprint.post("/password", NewPassword, public=True)
def set_password(work: Work, body: dict[str, Any]) -> None:
    """Set a password by the token of a mailed link.

    The link works once. Every device is signed out. A password has at least ten characters, is not the email address
    and not one of the commonest; nothing is asked of its letters.
    """
    limit_network(work, "password", 50)
    actions.set_password(work, **body)


@blueprint.put("/me/password", PasswordChange, unversioned=True)
def change_password(work: Work, body: dict[str, Any]) -> None:
    """Change your password. Your other devices are signed out, this one stays. Five wrong guesses in 15 minutes."""
    counted = limit(work, "change-password", work.user.id, 5)
    actions.change_password(work, session_id=work.user.session_id, **body)
    forget_attempts(work.db, counted)
