"""A month's plan as a spreadsheet: what stands where, what kind of value it is, how it prints."""

from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kamfield.core.work import Work
from kamfield.plans.actions import reject_line
from kamfield.printouts.rules import HEADINGS
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.opportunities import an_opportunity
from tests.make.plans import APRIL, make_line, make_plan
from tests.make.visits import make_prepared_visit, make_report, make_visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT = {name: number for number, name in enumerate(HEADINGS)}


def sheet(api: Api, plan_id: str, who: str = "li", **query: str) -> Worksheet:
    answer = getattr(api, who).get(f"/plans/{plan_id}/export", query_string=query)
    assert (answer.status_code, answer.content_type) == (200, XLSX), answer.text
    return load_workbook(BytesIO(answer.data)).active


def rows(found: Worksheet) -> list[tuple]:
    """The visits: the rows that begin with a day."""
    return [row for row in found.iter_rows(values_only=True) if isinstance(row[0], datetime)]


def texts(found: Worksheet) -> str:
    return "\n".join(str(cell) for row in found.iter_rows(values_only=True) for cell in row if cell is not None)


def test_a_line_says_when_whom_what_why_and_where(api: Api, work: Work) -> None:
    account = make_account(work, name="Renji Hospital", code="R-7", tier="A")
    place = make_place(work, account, label="Gate 2", address="Pujian Road 160", city="Shanghai")
    contact = make_contact(work, account, name="Mr Chen", title="Buyer")
    visit = make_prepared_visit(
        work,
        account,
        day=date(2026, 4, 8),
        place_id=place.id,
        contact_ids=[contact.id],
        companion_ids=[Cast.mei.id],
    )
    plan = make_plan(work, [])
    make_line(work, plan, visit, probability=60)
    (row,) = rows(sheet(api, plan.id))
    assert row[AT["day"]].date() == date(2026, 4, 8)
    assert (row[AT["weekday"]], row[AT["starts"]], row[AT["minutes"]]) == ("Wed", time(14), 60)
    assert (row[AT["client"]], row[AT["tier"]]) == ("Renji Hospital\nR-7", "A")
    assert (row[AT["who"]], row[AT["form"]]) == ("Mr Chen (Buyer)", "Sales visit")
    assert row[AT["why"]].split("\n") == [
        "Move the project forward",
        "• Mr Chen signs the trial order for 40 seals. (2026-04-30)",
    ]
    assert row[AT["where"]] == "Gate 2\nPujian Road 160, Shanghai"
    assert (row[AT["companions"]], row[AT["probability"]], row[AT["result"]]) == ("Mei", 0.6, None)


def test_a_line_names_what_it_serves_and_takes_its_probability(api: Api, work: Work) -> None:
    account = make_account(work)
    opportunity = an_opportunity(api.li, account.id, probability=40)
    plan = make_plan(work, [])
    for day, probability in ((8, None), (9, 70)):
        visit = make_visit(work, account, day=date(2026, 4, day))
        make_line(work, plan, visit, opportunity_id=opportunity["id"], probability=probability)
    found = rows(sheet(api, plan.id))
    assert [row[AT["probability"]] for row in found] == [0.4, 0.7]
    assert found[0][AT["opportunity"]] == "Bearing housings for line 2\nCN¥480,000.00"


def test_weeks_stand_apart_and_the_month_is_summed_up(api: Api, work: Work) -> None:
    make_account(work, tier="A")  # one more client of tier A, who is not planned
    client = make_account(work, tier="A")
    visits = [make_visit(work, client, day=date(2026, 4, day)) for day in (7, 9, 14)]
    said = texts(sheet(api, make_plan(work, visits).id))
    assert "Week 15, 04-06 to 04-12: visits 2, hours 2.0" in said
    assert "Week 16, 04-13 to 04-19: visits 1, hours 1.0" in said
    assert "Hours with clients\n3" in said
    assert "A\n1 / 2\n0.5\n8\n3" in said
    assert "Manager:" in said


def test_what_fell_out_is_not_on_it_and_what_was_done_has_its_result(api: Api, work: Work) -> None:
    march = date(2026, 3, 1)
    done, no = make_visit(work), make_visit(work, day=date(2026, 3, 20))
    plan = make_plan(work, [done, no], month=march, state="submitted")
    line = next(one for one in api.li.get(f"/plans/{plan.id}").json["lines"] if one["visit_id"] == no.id)
    reject_line(replace(work, user=Cast.mei.actor), plan.id, line["id"], comment="Too soon")
    make_report(work, done, outcome="order")
    (row,) = rows(sheet(api, plan.id))
    assert row[AT["result"]] == "Order"


@pytest.mark.parametrize(
    ("language", "title", "weekday"), [("en", "Client visit plan", "Wed"), ("zh-CN", "客户拜访计划表", "周三")]
)
def test_it_speaks_the_language_that_is_asked_for(
    api: Api, work: Work, language: str, title: str, weekday: str
) -> None:
    found = sheet(api, make_plan(work, state="approved").id, language=language)
    assert found["A1"].value == title
    assert rows(found)[0][AT["weekday"]] == weekday
    assert ("Decided by Mei on 2026-03-02 10:00" in texts(found)) == (language == "en")


def test_it_prints_on_a4_across_one_page_wide_with_its_header_on_each_page(api: Api, work: Work) -> None:
    found = sheet(api, make_plan(work).id)
    assert (found.page_setup.orientation, int(found.page_setup.paperSize)) == ("landscape", 9)
    assert (found.sheet_properties.pageSetUpPr.fitToPage, int(found.page_setup.fitToHeight)) == (True, 0)
    header = next(row[0].row for row in found.iter_rows() if row[0].value == "Day")
    assert found.print_title_rows == f"${header}:${header}"


def test_nothing_that_people_wrote_runs_as_a_formula(api: Api, work: Work) -> None:
    account = make_account(work, name='=HYPERLINK("http://evil.example","x")')
    contact = make_contact(work, account, name="@SUM(A1)")
    visit = make_visit(work, account, day=APRIL, contact_ids=[contact.id])
    found = sheet(api, make_plan(work, [visit]).id)
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert not found._hyperlinks
    assert rows(found)[0][AT["client"]] == '=HYPERLINK("http://evil.example","x")'


def test_an_empty_plan_is_an_empty_form_and_a_stranger_gets_none(api: Api, work: Work) -> None:
    plan = make_plan(work, [])
    assert rows(sheet(api, plan.id, "mei")) == []
    assert api.sam.get(f"/plans/{plan.id}/export").status_code == 404
    assert api.li.get(f"/plans/{plan.id}/export?format=pdf").status_code == 422


def test_a_month_of_many_visits_costs_as_many_statements_as_one_of_few(api: Api, work: Work, count_statements) -> None:
    def statements(month: date, visits: int) -> int:
        client = make_account(work)
        days = [make_prepared_visit(work, client, day=month.replace(day=1 + number)) for number in range(visits)]
        plan = make_plan(work, days, month=month)
        sheet(api, plan.id)  # from now on it is known who li is
        with count_statements() as said:
            sheet(api, plan.id)
        return len(said)

    few, many = statements(APRIL, 1), statements(date(2026, 5, 1), 12)
    assert few == many <= 28  # four of them write down who took it along


def test_who_took_a_plan_along_is_in_the_journal_and_not_in_its_history(api: Api, work: Work) -> None:
    plan = make_plan(work, [make_prepared_visit(work, make_account(work), day=APRIL)])
    work.db.commit()
    api.mei.get(f"/plans/{plan.id}/export")
    acts = api.ada.get("/journal", query_string={"verb": "plan.export"}).json["items"]
    assert [(act["actor_name"], act["subject_id"]) for act in acts] == [("Mei", plan.id)]
    assert "plan.export" not in {one["verb"] for one in api.mei.get(f"/plans/{plan.id}/history").json["items"]}
