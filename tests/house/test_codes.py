"""What a column begins with is a code that phones and pages can show: it stands in a code list."""

from enum import StrEnum

from kamfield.app import document
from kamfield.core.rows import Base
from kamfield.wiring import CODE_LISTS

# Steps of a machinery that nobody picks and that are told in sentences of their own.
TOLD_OTHERWISE = {
    "attachments.state",
    "handovers.state",
    "imports.mode",
    "imports.state",
    "messages.state",
    "reminders.state",
}


def beginnings() -> dict[str, StrEnum]:
    """The first code of each column that has one."""
    columns = [column for mapper in Base.registry.mappers for column in mapper.local_table.columns]
    usual = {f"{column.table.name}.{column.name}": getattr(column.default, "arg", None) for column in columns}
    return {name: code for name, code in usual.items() if isinstance(code, StrEnum)}


def test_every_column_of_codes_has_a_list_with_exactly_its_codes() -> None:
    lists = {frozenset(code.code for code in one.codes) for one in CODE_LISTS}
    begin = beginnings()
    unlisted = {name for name, code in begin.items() if frozenset(one.value for one in type(code)) not in lists}
    assert len(begin) > 30
    assert unlisted == TOLD_OTHERWISE, "add a code list with labels to CODE_LISTS in kamfield/wiring.py"


def test_no_two_lists_have_the_same_name_and_no_code_stands_twice() -> None:
    assert len({one.name for one in CODE_LISTS}) == len(CODE_LISTS)
    for one in CODE_LISTS:
        assert len({code.code for code in one.codes}) == len(one.codes), one.name


def test_a_field_of_codes_names_the_list_of_their_labels() -> None:
    """An app need not guess that `buying_role` is in the list `buying_role`, and `outcome` in `visit_outcome`."""
    schemas = document()["components"]["schemas"]
    named = {
        "Check.verdict": "check_verdict",
        "Visit.form": "form",
        "Report.outcome": "visit_outcome",
        "BriefPerson.layer": "layer",
        "Issue.kind": "issue_kind",
    }
    found = {}
    for name in named:
        schema, _, field = name.partition(".")
        found[name] = schemas[schema]["properties"][field].get("x-code-list")
    assert found == named
    query = document()["paths"]["/api/v1/visits"]["get"]["parameters"]
    (state,) = [one for one in query if one.get("name") == "state"]
    assert state["schema"]["x-code-list"] == "visit_state"
