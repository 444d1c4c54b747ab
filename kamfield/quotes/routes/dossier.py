"""Where the dossier of an enquiry is reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.quotes import actions, queries
from kamfield.quotes.actions.dossier import Dossier, shown
from kamfield.quotes.models import DossierItem
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.dossier import DossierItemChange, DossierItemSchema, DossierSchema


@blueprint.get("/quotes/<id:quote_id>/dossier", DossierSchema)
def read_dossier(work: Work, quote_id: str) -> Dossier:
    """What is known for a quotation, with the files of each item, and what is still missing."""
    return shown(work, quote_id)


@blueprint.get("/dossier-items/<id:dossier_item_id>", DossierItemSchema)
def read_dossier_item(work: Work, dossier_item_id: str) -> Select[DossierItem]:
    """One item."""
    return queries.dossier_item_by_id(work.user, dossier_item_id)


@blueprint.patch("/dossier-items/<id:dossier_item_id>", DossierItemChange, DossierItemSchema)
def change_dossier_item(work: Work, body: dict[str, Any], version: int | None, dossier_item_id: str) -> DossierItem:
    """Note what is known of an item.

    Photos and files are attachments of it (`subject_kind` is `dossier_item`): announce one, upload it resumably. Only a
    manager above may set `not_needed`. Once the quotation is ready, a required item cannot be missing again.
    """
    return actions.collect(work, dossier_item_id, version, **body)
