"""The route that shows every code list of the product."""

from collections.abc import Sequence
from typing import Any, ClassVar

from marshmallow import fields

from kamfield.core.codes import CodeList
from kamfield.core.work import Work
from kamfield.web.blueprint import Blueprint
from kamfield.web.schema import Schema


class CodeSchema(Schema):
    """One code with its labels by language; `symbol` is the shorthand that people write for it, if there is one."""

    code = fields.String(required=True)
    labels = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    symbol = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "strategic",
        "labels": {"en": "Strategic", "zh-CN": "战略性"},
        "symbol": None,
    }


class CodeListSchema(Schema):
    """The codes of one kind, in the order in which people expect them."""

    name = fields.String(required=True)
    codes = fields.List(fields.Nested(CodeSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"name": "relationship", "codes": [CodeSchema.example]}


class CodeListsSchema(Schema):
    """Every code list of this release."""

    code_lists = fields.List(fields.Nested(CodeListSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"code_lists": [CodeListSchema.example]}


def routes_for(code_lists: Sequence[CodeList]) -> Blueprint:
    """The blueprint with `GET /code-lists` over the lists of all slices."""
    blueprint = Blueprint("code-lists", __name__, description="Code lists with labels in every language")

    @blueprint.get("/code-lists", CodeListsSchema)
    def read_code_lists(work: Work) -> dict[str, Any]:
        """Every code list: the codes that fields may hold, with labels in English and Chinese.

        Codes never change once released; new ones may join a list. They change with a release only, so an app reads
        them once a day.
        """
        lists = [{"name": one.name, "codes": [code.said() for code in one.codes]} for one in code_lists]
        return {"code_lists": lists}

    return blueprint
