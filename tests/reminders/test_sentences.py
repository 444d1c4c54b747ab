"""What the ledger says to whoever wonders: every kind, every state, both languages, by name and with the hour."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from kamfield.core.work import Work
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import ASKED_FOR, SINGLE, Kind, Reason, State
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.occasions import OCCASIONS, Occasion
from tests.make.reminders import ledger, work_off
from tests.make.todos import in_shanghai, live_at

WAITING = (Reason.QUIET_HOURS, Reason.DAY_OFF, Reason.ENOUGH_TODAY)
Fate = tuple[State, Reason | None, bool]  # and whether it is parked
STATES: list[Fate] = [
    (State.DUE, None, False),
    *((State.DUE, reason, False) for reason in WAITING),
    (State.DUE, Reason.QUIET_HOURS, True),
    (State.COMPOSED, None, False),
    (State.COMPOSED, None, True),
    (State.SENT, None, False),
    (State.FAILED, Reason.REFUSED, False),
    *((State.SUPPRESSED, reason, False) for reason in Reason if reason not in {*WAITING, Reason.REFUSED}),
]
HOURLESS = {Reason.NOTHING_TO_SAY, Reason.JOINED_DIGEST}
LOCALES = ("zh-CN", "en")
CLOCK = {"li": "07:30", "mei": "07:30", "dana": "00:30"}
CHINESE = re.compile("[\u4e00-\u9fff]")
NAMES = re.compile("仁济医院|陈工|寄送样品|销售群|3月4日周三到期：")


@pytest.fixture
def told(kind: Kind, api: Api, work: Work, worker: Worker, moment: Moment) -> Reminder:
    """What was told of the occasion of a kind."""
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 2, 18, 0))
    occasion = OCCASIONS[kind]
    live_at(worker, moment, occasion.arises_at)
    occasion.arises(api, replace(work, now=moment.now))
    live_at(worker, moment, occasion.told_at - timedelta(minutes=1))
    live_at(worker, moment, occasion.told_at)
    return ledger(work, f"user-{occasion.name}", kind)[-1]


def sentences(api: Api, work: Work, row: Reminder, locale: str) -> Iterator[tuple[Fate, str]]:
    """What its receiver reads in a language, whatever had become of it at 07:30 on the fourth."""
    name, at = OCCASIONS[Kind(row.kind)].name, in_shanghai(2026, 3, 4, 7, 30)
    row.closed_at = row.due_at = at
    row.address, row.refusal = "li@example.com", "550 5.1.1 No such user here."
    for fate in STATES:
        row.state, row.reason, row.parked_at = fate[0], fate[1], at if fate[2] else None
        work.db.commit()
        yield fate, getattr(api, name).get(f"/reminders/{row.id}", headers={"Accept-Language": locale}).json["why"]


@pytest.mark.parametrize("kind", OCCASIONS)
def test_every_sentence_names_its_matter_and_its_hour_in_the_readers_language(
    kind: Kind, api: Api, work: Work, told: Reminder
) -> None:
    for locale in LOCALES:
        said = dict(sentences(api, work, told, locale))
        assert len(set(said.values())) == len(STATES) - 1, "each says something of its own; parked is parked"
        for (_state, reason, parked), sentence in said.items():
            look_at(sentence, locale, OCCASIONS[kind])
            assert parked or reason in HOURLESS or CLOCK[OCCASIONS[kind].name] in sentence, sentence


def look_at(said: str, locale: str, occasion: Occasion) -> None:
    """It is whole, in one language, and says what it is about."""
    assert not re.search(r"%\(|None|_|\{|\.\.|。。|  |\b\d{4}-\d\d-\d\d", said), said
    assert said[-1] == ("。" if locale == "zh-CN" else "."), said
    assert bool(CHINESE.search(NAMES.sub("", said))) is (locale == "zh-CN"), said
    assert occasion.names in said or (locale == "en" and "月" in occasion.names), said


@pytest.mark.parametrize("kind", sorted(SINGLE - {Kind.DIGEST}))
def test_without_a_row_the_rules_answer_in_the_readers_language(
    kind: Kind, api: Api, work: Work, told: Reminder
) -> None:
    occasion, subject_id = OCCASIONS[kind], told.subject_id
    for row in ledger(work, told.user_id):
        row.kind = "week"  # nobody told it
    work.db.commit()
    asked = {"kind": kind} | ({"subject_id": subject_id} if subject_id else {})
    for locale in LOCALES:
        spoken = {"headers": {"Accept-Language": locale}, "query_string": asked}
        said = getattr(api, occasion.name).get("/reminders/why", **spoken).json["why"]
        assert not re.search(r"%\(|None|_|\{|\.\.|。。|  |\b\d{4}-\d\d-\d\d", said), said
        assert bool(CHINESE.search(said)) is (locale == "zh-CN"), said
        assert said[-1] == ("。" if locale == "zh-CN" else "."), said


def test_what_was_asked_for_is_explained_too(api: Api, work: Work, worker: Worker) -> None:
    api.nobody.post("/password-resets", {"email": "sam@example.com"})
    work_off(worker)
    (row,) = ledger(work, "user-sam", Kind.PASSWORD_RESET)
    assert api.sam.get(f"/reminders/{row.id}").json["why"] == (
        "Somebody, probably you, asked for a new password. It was sent to sam@example.com on Mon, Mar 2, 03:00."
    )
    assert {Kind.PASSWORD_RESET, Kind.INVITATION, Kind.MINUTES} == ASKED_FOR
