"""A manager's and a rep's Monday in a real browser, on a phone."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from kamfield.app import build
from kamfield.core.db import Database
from kamfield.core.weeks import week_at
from kamfield.core.work import SYSTEM, Work
from kamfield.pages.actions.links import issue_link
from kamfield.pages.rules.links import LinkFor
from kamfield.plans import queries as plans
from kamfield.settings import Settings
from kamfield.todos import queries as todos
from kamfield.todos.actions import open_week
from kamfield.users.queries import any_by_id
from kamfield.wiring import HOUSE
from tests.cast import PASSWORD, Cast, Moment, Person
from tests.chromium import FOUND, Chromium
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.visits import make_prepared_visit

pytestmark = pytest.mark.skipif(FOUND is None, reason="no browser on this machine")


@dataclass
class House:
    """A served application: its address, a plan that waits, and the link of a Monday mail."""

    address: str
    database: Database
    plan_id: str
    link: str

    def state(self) -> tuple[str, bool]:
        """How it stands with plan and week."""
        with self.database.reading() as db:
            plan = db.scalars(plans.any_by_id(self.plan_id)).one()
            week = db.scalars(todos.list_of("user-li", week_at(Moment.START, Cast.li.actor.zone))).one()
            return plan.state, week.confirmed_at is not None


@pytest.fixture
def house(own_database: Database, tmp_path: Path) -> Iterator[House]:
    with own_database.writing() as db:
        work = Work(SYSTEM, Moment.START, db, HOUSE)
        account = make_account(work, name="Harbour Bearings", tier="A")
        plan = make_plan(
            work,
            [make_prepared_visit(work, account, day=Moment.START.date())],
            state="submitted",
            month=Moment.START.date().replace(day=1),
        )
        user = work.one(any_by_id("user-li"))
        token = issue_link(work, open_week(work, user, week_at(work.now, Cast.li.actor.zone)), user, LinkFor.CONFIRM)
        db.commit()
        plan_id = plan.id
    settings = Settings(home=tmp_path, secret_key="for the tests only, and long enough")
    server = make_server("127.0.0.1", 0, build(settings, database=own_database, clock=Moment()), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield House(f"http://127.0.0.1:{server.port}", own_database, plan_id, f"/week?token={token}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def chromium(tmp_path: Path) -> Iterator[Chromium]:
    browser = Chromium(tmp_path / "chromium")
    browser.look(width=360, height=740, phone=True)
    yield browser
    browser.close()


TOUCHED = "[...document.querySelectorAll('a, button, summary, select, input:not([type=hidden]):not([type=radio])')]"


def small(chromium: Chromium) -> list[str]:
    """What is there to be touched and less than 44 pixels high: a finger is that wide."""
    seen = f"{TOUCHED}.filter(one => one.offsetHeight && one.offsetHeight < 44)"
    return list(chromium.tell(f"{seen}.map(one => one.innerText || one.name)"))


def sign_in(house: House, chromium: Chromium, address: str, who: Person) -> None:
    chromium.open(house.address + address)
    chromium.fill("#email", who.email)
    chromium.fill("#password", PASSWORD)
    chromium.press("main form button")


def fits(chromium: Chromium) -> bool:
    return bool(chromium.tell("document.documentElement.scrollWidth <= innerWidth"))


def test_a_monday_on_a_phone(house: House, chromium: Chromium) -> None:
    chromium.open(house.address + house.link)
    assert "Harbour Bearings" in chromium.text
    assert fits(chromium)
    assert house.state() == ("submitted", False)
    chromium.press("main form button")
    assert "确认" in chromium.text
    assert house.state() == ("submitted", True)

    chromium.open(f"{house.address}/plans/{house.plan_id}")
    assert chromium.address == f"/sign-in?to=/plans/{house.plan_id}"
    chromium.fill("#email", Cast.mei.email)
    chromium.fill("#password", PASSWORD)
    chromium.press("main form button")
    assert chromium.address == f"/plans/{house.plan_id}"
    assert chromium.tell("document.cookie") == "", "no script can read the session"
    assert fits(chromium)
    assert small(chromium) == []
    chromium.press("[value=approve]")
    assert "Mei 于" in chromium.text
    assert house.state() == ("approved", True)


def test_a_week_is_ticked_off_with_a_thumb_and_closed_in_one_form(house: House, chromium: Chromium) -> None:
    sign_in(house, chromium, "/week", Cast.li)
    assert fits(chromium)
    assert chromium.tell("document.querySelector('.visits, #visits details').open"), "today's visits stand open"
    assert small(chromium) == []
    chromium.open(f"{house.address}/week/closing")
    assert fits(chromium)
    chromium.press("form.closing > button")
    assert chromium.address.startswith("/week")
    assert house.state()[1], "closing confirms, too"


def test_a_long_month_comes_folded_on_a_phone(house: House, chromium: Chromium) -> None:
    sign_in(house, chromium, f"/plans/{house.plan_id}", Cast.mei)
    unfolded = "document.querySelectorAll('details.week[open]').length"
    assert chromium.tell(unfolded) == 0
    chromium.look(width=1200, height=900)
    chromium.open(f"{house.address}/plans/{house.plan_id}")
    assert chromium.tell(unfolded) >= 4


def test_a_month_is_a_calendar_on_a_desk_and_runs_no_script(house: House, chromium: Chromium) -> None:
    chromium.look(width=1200, height=900, dark=True)
    sign_in(house, chromium, f"/plans/{house.plan_id}", Cast.mei)
    tops = "new Set([...document.querySelectorAll('.week:first-of-type .day')].map(one => one.offsetTop)).size"
    assert chromium.tell(tops) == 1, "the days of a week stand side by side"
    assert chromium.tell("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    chromium.tell("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert chromium.tell("window.ran === undefined"), "whatever somebody smuggles in"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_small_pages_have_links_in_our_colour_that_a_thumb_hits(
    house: House, chromium: Chromium, dark: bool
) -> None:
    chromium.look(width=360, height=740, dark=dark, phone=True)
    for address in ("/sign-in", "/forgotten", "/password?token=cut", "/week?token=cut", "/nowhere"):
        chromium.open(house.address + address)
        assert fits(chromium), address
        assert small(chromium) == [], address
        colours = set(chromium.tell(f"{TOUCHED}.map(one => getComputedStyle(one).color)"))
        assert colours.isdisjoint({"rgb(0, 0, 238)", "rgb(158, 158, 255)"}), "the blue of a browser is none of ours"


def test_something_to_do_is_added_with_a_thumb_and_seen_at_once(house: House, chromium: Chromium) -> None:
    sign_in(house, chromium, "/week", Cast.li)
    chromium.tell("document.querySelector('#add summary').click()")
    assert fits(chromium)
    assert small(chromium) == []
    chromium.fill("#title", "Order samples")
    chromium.press("#add button")
    added = "[...document.querySelectorAll('.acts')].find(one => one.innerText.includes('Order samples'))"
    assert chromium.tell(f"{added}.offsetHeight") > 0, "its part stands open"
    top = chromium.tell(f"{added}.getBoundingClientRect().top")
    assert 0 <= top < 740, "and it is in sight"


@pytest.mark.parametrize("width", [360, 800, 1200])
def test_a_month_to_print_is_read_on_any_screen(house: House, chromium: Chromium, width: int) -> None:
    chromium.look(width=width, height=740, phone=width == 360)
    sign_in(house, chromium, f"/plans/{house.plan_id}/print", Cast.mei)
    assert "Harbour Bearings" in chromium.text
    assert fits(chromium)
    cells = "[...document.querySelectorAll('td.why')]"
    assert chromium.tell(f"{cells}.every(one => one.offsetWidth > 100)"), "no column is squeezed to a letter"
    size = chromium.tell("parseFloat(getComputedStyle(document.querySelector('td.why')).fontSize)")
    assert size >= (14 if width < 1088 else 9), "on paper it may be small"


def test_the_parts_of_a_week_stand_apart_and_its_neighbours_together(house: House, chromium: Chromium) -> None:
    sign_in(house, chromium, "/week", Cast.li)
    above, below = (f"document.querySelector('{one}').getBoundingClientRect()" for one in ("#visits", "#to-do"))
    assert chromium.tell(f"{below}.top - {above}.bottom") >= 24
    chromium.look(width=1200, height=900)
    before, after = (f"document.querySelector('[rel={one}]').offsetLeft" for one in ("prev", "next"))
    assert chromium.tell(f"{after} - {before}") < 300


def test_what_is_missing_is_said_beside_the_form_that_was_sent(house: House, chromium: Chromium) -> None:
    sign_in(house, chromium, f"/plans/{house.plan_id}", Cast.mei)
    chromium.tell("document.querySelectorAll('details').forEach(one => one.open = true)")
    chromium.press("[value=reject_line]")
    said = "document.querySelector('.visit .fault').getBoundingClientRect()"
    assert 0 <= chromium.tell(f"{said}.top") < 740, "in sight, although the visit is far below"
    assert chromium.tell("document.querySelector('.decide').open")
