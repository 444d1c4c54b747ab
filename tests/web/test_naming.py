"""The names beside ids: one statement for a whole answer, and nobody is told who must not know."""

from datetime import date

from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.visits import make_visit


def test_a_visit_says_whose_it_is_to_whom_and_where(api: Api, work: Work) -> None:
    account = make_account(work, name="东海轴承")
    place, chen = make_place(work, account, label="Gate 2"), make_contact(work, account, name="陈经理", title="Buyer")
    visit = make_visit(work, account, place_id=place.id, contact_ids=[chen.id], companion_ids=[Cast.mei.id])
    found = api.mei.get(f"/visits/{visit.id}").json
    assert (found["rep_name"], found["account_name"], found["place_name"]) == ("Li", "东海轴承", "Gate 2")
    assert [(one["contact_name"], one["contact_title"]) for one in found["contacts"]] == [("陈经理", "Buyer")]
    assert [one["user_name"] for one in found["companions"]] == ["Mei"]


def test_a_list_asks_once_for_all_its_names(api: Api, work: Work, count_statements) -> None:
    def statements() -> int:
        api.mei.get("/visits")  # who is behind the token is remembered for a moment
        with count_statements() as said:
            rows = api.mei.get("/visits").json["items"]
        assert all(row["account_name"] and row["rep_name"] for row in rows)
        return len([one for one in said if one.startswith("SELECT")])

    make_visit(work, make_account(work))
    few = statements()
    for number in range(20):
        make_visit(work, make_account(work, name=f"Client {number}"), day=date(2026, 4, 8))
    assert statements() == few == 2


def test_who_does_it_for_another_department_is_not_told_the_client(api: Api, work: Work) -> None:
    account = make_account(work, name="Harbour")
    draft = {"title": "Check the drawings", "account_id": account.id, "assignee_id": Cast.sam.id}
    own = api.li.post("/todo-items", draft).json
    assert (own["account_name"], own["assignee_name"]) == ("Harbour", "Sam")
    theirs = api.sam.get(f"/todo-items/{own['id']}").json
    assert (theirs["account_name"], theirs["rep_name"]) == (None, "Li")
    assert api.sam.get("/todo-items?assigned_to_me=true").json["items"][0]["account_name"] is None


def test_what_the_archive_reads_all_day_brings_its_names_along(api: Api, work: Work, count_statements) -> None:
    account = make_account(work)
    for path in (f"/accounts/{account.id}", "/accounts"):
        api.li.get(path)
        with count_statements() as said:
            found = api.li.get(path).json
        assert (found.get("items") or [found])[0]["lead_name"] == "Li"
        assert not any("AS kind" in one for one in said)
