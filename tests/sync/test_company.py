"""Code lists and policies on a phone: they come with the release, and of a change only what changed travels."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kamfield.core.codes import Code, CodeList
from kamfield.core.work import Work
from kamfield.policies.rules.policies import Policies
from kamfield.sync.actions.company import say_codes
from kamfield.sync.background import follow_the_release
from kamfield.sync.rules.company import codes_of, values_of
from kamfield.wiring import CODE_LISTS
from kamfield.worker import Worker
from tests.api import Api
from tests.make.phones import Puller
from tests.sync.pushing import issues_of, push

SIZES = CodeList("size", (Code("small", "Small"), Code("large", "Large", "+")))


@pytest.fixture
def phone(api: Api, work: Work) -> Puller:
    """Li's phone, which has pulled since the release began."""
    follow_the_release(work)
    work.db.flush()
    phone = Puller(api.li)
    phone.pull()
    return phone


def say(work: Work, *lists: CodeList) -> None:
    say_codes(replace(work, house=replace(work.house, code_lists=(*CODE_LISTS, *lists))))
    work.db.flush()


def test_every_code_is_there_with_its_labels(phone: Puller) -> None:
    codes = phone.rows["codes"]
    assert codes.keys() == {f"{one.name}.{code.code}" for one in CODE_LISTS for code in one.codes}
    assert codes["buying_role.approver"] == {
        "id": "buying_role.approver",
        "list": "buying_role",
        "code": "approver",
        "position": 1,
        "label_en": "Approver",
        "label_zh_cn": "最后批准",
        "symbol": "※",
    }


def test_codes_make_ids_that_a_phone_can_have() -> None:
    ids = [row_id for row_id, _ in codes_of(CODE_LISTS)]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", one) for one in ids)
    assert len(ids) == len(set(ids))


def test_every_policy_is_there_also_those_nobody_changed(phone: Puller) -> None:
    values = phone.rows["policy_values"]
    empty = {"text": None, "number": None, "yes": None, "items": None}
    assert values["report_due_hours"] == {"id": "report_due_hours", "key": "report_due_hours", **empty, "number": 24}
    assert values["visit_every_days.A"]["number"] == 7
    assert values["check_in"]["text"] == "soft"
    assert values["confirm_week_by"]["text"] == "12:00"
    assert json.loads(values["follow_up_days_after_sending"]["items"]) == [3, 7, 14]
    assert "visit_every_days" not in values


def test_a_value_stands_in_the_column_of_its_type() -> None:
    def typed(**changes: Any) -> dict[str, Any]:
        (key,) = changes
        columns = dict(values_of(replace(Policies(), **changes)))[key]
        return {name: value for name, value in columns.items() if value is not None and name != "key"}

    assert typed(discount_limit_percent=Decimal("7.5")) == {"number": 7.5}
    assert typed(company_name="") == {"text": ""}
    assert typed(auto_approval=()) == {"items": []}
    assert typed(visit_minutes=True) == {"yes": True}


def test_without_a_change_nothing_travels(phone: Puller, work: Work) -> None:
    follow_the_release(work)
    work.db.flush()
    assert phone.pull() == {}


def test_of_a_changed_policy_only_that_travels(phone: Puller, api: Api, worker: Worker) -> None:
    changes = {"report_due_hours": 48, "visit_every_days": {"A": 7, "B": 10, "C": 28, "D": 91}}
    assert api.ada.patch("/policies", changes, version="*").status_code == 200
    worker.run_due()
    assert phone.pull()["policy_values"] == (["report_due_hours", "visit_every_days.B"], [])
    assert phone.rows["policy_values"]["report_due_hours"]["number"] == 48


def test_a_value_for_a_single_form_comes_and_goes(phone: Puller, api: Api, worker: Worker) -> None:
    api.ada.patch("/policies", {"visit_minutes_by_form": {"training": 240}}, version="*")
    worker.run_due()
    assert phone.pull()["policy_values"] == (["visit_minutes_by_form.training"], [])
    api.ada.patch("/policies", {"visit_minutes_by_form": None}, version="*")
    worker.run_due()
    assert phone.pull()["policy_values"] == ([], ["visit_minutes_by_form.training"])


def test_a_release_brings_new_codes_and_labels_and_takes_others(phone: Puller, work: Work) -> None:
    say(work, SIZES)
    assert phone.pull()["codes"] == (["size.large", "size.small"], [])
    say(work, CodeList("size", (Code("small", "Little"), Code("large", "Large", "+"))))
    assert phone.pull() == {"codes": (["size.small"], [])}
    say(work, CodeList("size", (Code("small", "Little"),)))
    assert phone.pull() == {"codes": ([], ["size.large"])}
    say(work, SIZES)
    assert phone.pull() == {"codes": (["size.large", "size.small"], [])}


def test_the_worker_says_what_a_release_brought(api: Api, worker: Worker) -> None:
    worker.run_due()
    phone = Puller(api.sam)
    phone.pull()
    assert len(phone.rows["codes"]) == sum(len(one.codes) for one in CODE_LISTS)


def test_apps_of_before_do_not_hear_of_them(api: Api, work: Work) -> None:
    follow_the_release(work)
    work.db.flush()
    phone = Puller(api.li)
    phone.pull(schema_version=2)
    assert not {"codes", "policy_values"} & phone.rows.keys()
    migration = '{"from": 2, "tables": ["codes", "policy_values"], "columns": []}'
    phone.pull(schema_version=3, migration=migration)
    assert phone.rows["codes"]
    assert phone.rows["policy_values"]


def test_a_phone_cannot_write_them(phone: Puller, api: Api) -> None:
    row = phone.rows["policy_values"]["report_due_hours"]
    push(api.li, updated={"policy_values": [row | {"number": 99}]})
    assert phone.pull()["policy_values"] == (["report_due_hours"], [])
    assert not issues_of(api.li)  # nobody types there: the row is put right, and that is all
    assert phone.rows["policy_values"]["report_due_hours"]["number"] == 24
