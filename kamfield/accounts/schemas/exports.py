"""What an export can be asked for."""

from kamfield.accounts.rules.exports import Form, Headings
from kamfield.accounts.schemas.accounts import AccountQuery
from kamfield.web import fields as ours


class ExportQuery(AccountQuery):
    """The filters of the list of clients, and how the file is to be."""

    class Meta:
        exclude = ("cursor", "limit")

    format = ours.Choice(Form, load_default=Form.CSV)
    headings = ours.Choice(
        Headings, load_default=Headings.LABELS, metadata={"description": "Words in your language, or stable codes."}
    )
