"""An occasion for every kind of reminder that comes by itself: how it arises, whom it is told, when, and how it ends.

Everything happens in the first weeks of March 2026; li (Shanghai) has to do with it unless it says otherwise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kamfield.accounts.rules.facts import FactKind
from kamfield.core.work import Work
from kamfield.messengers.models import Messenger
from kamfield.reminders.rules import Kind
from tests.api import Api
from tests.make.accounts import make_account, make_contact
from tests.make.facts import make_fact
from tests.make.plans import make_plan
from tests.make.quotes import a_sent_quote
from tests.make.todos import in_shanghai
from tests.make.visits import make_done_visit, make_visit

TUESDAY = in_shanghai(2026, 3, 3, 15, 0)
WEDNESDAY = date(2026, 3, 4)
MORNING = in_shanghai(2026, 3, 4, 7, 30)
AFTERNOON = in_shanghai(2026, 3, 4, 15, 0)
EVENING = in_shanghai(2026, 3, 4, 17, 0)
MONDAY = in_shanghai(2026, 3, 9, 7, 30)
ROBOT = "https://open.larksuite.com/open-apis/bot/v2/hook/abcdefgh-1234"
End = Callable[[], Any]


@dataclass(frozen=True)
class Occasion:
    """`arises` brings it about at `arises_at` and returns what ends it; `name` is told of it at `told_at`.

    `names` stands in the mail and in the sentence of the ledger. What is over with its
    day (`of_the_day`) is not told on the next one.
    """

    arises: Callable[[Api, Work], End]
    told_at: datetime
    names: str
    name: str = "li"
    arises_at: datetime = TUESDAY
    of_the_day: bool = False


def _plan(api: Api, work: Work) -> str:
    plan_id = make_plan(work).id
    work.db.commit()
    return plan_id


def _submitted(api: Api, work: Work) -> str:
    plan_id = _plan(api, work)
    assert api.li.post(f"/plans/{plan_id}/submission", {"acknowledged": True}).status_code == 200
    return plan_id


def _waits(api: Api, work: Work) -> End:
    plan_id = _submitted(api, work)
    return lambda: api.mei.post(f"/plans/{plan_id}/approval")


def _came_back(api: Api, work: Work) -> End:
    plan_id = _submitted(api, work)
    api.mei.post(f"/plans/{plan_id}/returns", {"comment": "Please plan the A clients first."})
    return lambda: api.li.post(f"/plans/{plan_id}/submission", {"acknowledged": True})


def _not_begun(api: Api, work: Work) -> End:
    return lambda: _submitted(api, work)


def _unprepared(api: Api, work: Work) -> End:
    visit = make_visit(work, make_account(work, name="仁济医院"), day=date(2026, 3, 5))
    work.db.commit()
    return lambda: api.li.post(f"/visits/{visit.id}/cancellation", {"reason": "client_cancelled"})


def _owed(api: Api, work: Work) -> End:
    visit = make_done_visit(work, make_account(work, name="仁济医院"))
    work.db.commit()
    return lambda: api.li.post(f"/visits/{visit.id}/report", {"outcome": "continuation"})


def _to_chase(api: Api, work: Work) -> End:
    account = make_account(work, name="仁济医院")
    work.db.commit()
    quote = a_sent_quote(api.li, account.id, valid_until="2026-06-30")
    step = min(api.li.get(f"/follow-ups?quote_id={quote['id']}").json["items"], key=lambda one: str(one["due_on"]))
    return lambda: api.li.post(f"/follow-ups/{step['id']}/completion", {"said": "In a week", "next_on": "2026-03-20"})


def _ends(api: Api, work: Work) -> End:
    account = make_account(work, name="仁济医院")
    work.db.commit()
    quote = a_sent_quote(api.li, account.id, valid_until="2026-03-04")
    return lambda: api.li.post(f"/quotes/{quote['id']}/withdrawal")


def _to_do(api: Api, work: Work) -> End:
    item = api.li.post("/todo-items", {"title": "寄送样品", "due_on": f"{WEDNESDAY}"}).json
    return lambda: api.li.post(f"/todo-items/{item['id']}/completion")


def _several(api: Api, work: Work) -> End:
    ends = [_to_do(api, work), _to_do(api, work)]
    return lambda: [end() for end in ends]


def _credit(api: Api, work: Work) -> End:
    account = make_account(work, name="仁济医院")
    make_fact(work, account, FactKind.CREDIT_CHECK, due_on=WEDNESDAY)
    work.db.commit()

    def check() -> None:
        make_fact(work, account, FactKind.CREDIT_CHECK, due_on=date(2026, 9, 1))
        work.db.commit()

    return check


def _left(api: Api, work: Work) -> End:
    contact = make_contact(work, make_account(work, name="仁济医院"), name="陈工")
    work.db.commit()
    api.mei.post(f"/contacts/{contact.id}/departure")
    return lambda: api.mei.delete(f"/contacts/{contact.id}/departure")


def _robot_gone(api: Api, work: Work) -> End:
    robot = api.li.post("/messengers", {"label": "销售群", "address": ROBOT, "topics": ["team"]}).json
    lost = work.db.get_one(Messenger, robot["id"])
    work.act("messenger.lose", lost, said="lark: 19001", unwelcome=False)
    lost.lose(work.now)
    work.db.commit()
    return lambda: api.li.delete(f"/messengers/{robot['id']}")


def _unseen(api: Api, work: Work) -> End:
    account = make_account(work, name="仁济医院", tier="A", last_visited_on=date(2026, 2, 20))
    work.db.commit()
    return lambda: api.li.post("/visits", {"account_id": account.id, "day": "2026-03-06"})


def _born(api: Api, work: Work) -> End:
    contact = make_contact(
        work, make_account(work, name="仁济医院"), name="陈工", layer="decider", birthday=date(1980, 3, 4)
    )
    work.db.commit()
    return lambda: api.mei.post(f"/contacts/{contact.id}/departure")


def _week(api: Api, work: Work) -> End:
    return lambda: None


def _open_week(api: Api, work: Work) -> End:
    _to_do(api, work)
    (week,) = api.li.get("/todo-lists?monday=2026-03-02&rep_id=user-li").json["items"]
    item = api.li.get("/todo-items?rep_id=user-li").json["items"][0]

    def close() -> None:
        api.li.post(f"/todo-items/{item['id']}/completion")
        assert api.li.post(f"/todo-lists/{week['id']}/closing").status_code == 200

    return close


OCCASIONS: Mapping[Kind, Occasion] = {
    Kind.WEEK: Occasion(_week, MONDAY, "3月9日"),
    Kind.TEAM_WEEK: Occasion(_waits, MONDAY, "3月9日", "mei"),
    Kind.CLOSE_WEEK: Occasion(_open_week, in_shanghai(2026, 3, 6, 15, 0), "3月2日", of_the_day=True),
    Kind.DIGEST: Occasion(_several, MORNING, "寄送样品"),
    Kind.PLAN_WAITING: Occasion(_waits, AFTERNOON, "Li", "mei", AFTERNOON),
    Kind.PLAN_ESCALATED: Occasion(_waits, in_shanghai(2026, 3, 5, 15, 0), "Li", "dana"),
    Kind.PLAN_DECIDED: Occasion(_came_back, AFTERNOON, "4月", arises_at=AFTERNOON),
    Kind.PLAN_OVERDUE: Occasion(_not_begun, in_shanghai(2026, 3, 26, 7, 30), "4月"),
    Kind.PLAN_DUE: Occasion(_not_begun, in_shanghai(2026, 3, 20, 7, 30), "4月"),
    Kind.VISIT_UNPREPARED: Occasion(_unprepared, EVENING, "仁济医院"),
    Kind.REPORT_OWED: Occasion(_owed, MORNING, "仁济医院"),
    Kind.FOLLOW_UP_DUE: Occasion(_to_chase, in_shanghai(2026, 3, 6, 7, 30), "Q2026-0001"),
    Kind.QUOTE_EXPIRING: Occasion(_ends, MORNING, "Q2026-0001", of_the_day=True),
    Kind.TODO_DUE: Occasion(_to_do, MORNING, "寄送样品"),
    Kind.FACT_DUE: Occasion(_credit, MORNING, "仁济医院"),
    Kind.CONTACT_LEFT: Occasion(_left, AFTERNOON, "陈工", arises_at=AFTERNOON),
    Kind.MESSENGER_GONE: Occasion(_robot_gone, AFTERNOON, "销售群", arises_at=AFTERNOON),
    Kind.ACCOUNT_OVERDUE: Occasion(_unseen, MORNING, "仁济医院"),
    Kind.BIRTHDAY: Occasion(_born, MORNING, "陈工", of_the_day=True),
}
