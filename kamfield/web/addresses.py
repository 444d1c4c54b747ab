"""Ids in addresses: what cannot be an id is not an address."""

from werkzeug.routing import BaseConverter

from kamfield.core.rows import ID_LENGTH


class IdConverter(BaseConverter):
    """`<id:account_id>`: 1 to 64 letters, digits, dots, dashes or underscores."""

    regex = rf"[A-Za-z0-9_.-]{{1,{ID_LENGTH}}}"


def describe_id(_converter: BaseConverter) -> dict[str, object]:
    """The same for the OpenAPI document."""
    return {"type": "string", "pattern": rf"^[A-Za-z0-9_.-]{{1,{ID_LENGTH}}}$", "example": "0199a7c2-7b1e-7c3a"}
