"""Minutes go to the client's people who took part, and are confirmed on a page that needs no sign-in."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.reminders.models import Reminder
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_contact
from tests.make.reminders import letters_to, work_off
from tests.make.visits import make_done_visit, make_report

SAID = "Mr Chen tests two seals <until Friday>.\nWe send the drawings."
CHEN = "chen@client.example.com"


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work)


@pytest.fixture
def url(work: Work, account: Account) -> str:
    """A submitted report: Chen and somebody without an address came, Wu did not."""
    people = {"Chen": CHEN, "Silent": None, "Wu": "wu@client.example.com"}
    ids = {name: make_contact(work, account, name=name, email=email).id for name, email in people.items()}
    visit = make_done_visit(work, account, contact_ids=list(ids.values()))
    came = [ids["Chen"], ids["Silent"]]
    make_report(work, visit, minutes_shared=SAID, internal="Pays late", needs="A discount", attendee_ids=came)
    return f"/visits/{visit.id}/report"


@pytest.fixture
def browser(api: Api) -> FlaskClient:
    return api.app.test_client()


def send(api: Api, url: str, **body: object) -> list[dict]:
    answer = api.li.post(f"{url}/minutes", body)
    assert answer.status_code == 200, answer.json
    return answer.json["minutes"]


def mailed(worker: Worker, outside: SilentOutside, address: str = CHEN):
    work_off(worker)
    return letters_to(outside, address)


def token_in(text: str | None) -> str:
    return re.search(r"https://kamfield\.example\.com/minutes\?token=([\w-]{43})", text or "")[1]


def answer(browser: FlaskClient, token: str, what: str, comment: str = "", language: str = "en"):
    form = {"token": token, "answer": what, "comment": comment}
    return browser.post("/minutes", data=form, headers={"Accept-Language": language})


def test_who_came_and_has_an_address_gets_the_shareable_part_and_nothing_else(
    api: Api, worker: Worker, outside: SilentOutside, url: str
) -> None:
    (copy,) = send(api, url)
    assert (copy["contact_name"], copy["email"], copy["state"]) == ("Chen", CHEN, "sent")
    (letter,) = mailed(worker, outside)
    assert letters_to(outside, "wu@client.example.com") == []
    assert letter.reply_to == ("Li", "li@example.com"), "who answers the mail writes to the rep"
    assert letter.subject == "2026年3月2日会谈纪要，请您确认", "li writes Chinese"
    assert SAID in letter.text
    assert "two seals &lt;until Friday&gt;." in (letter.html or "")
    assert "Chen、Silent、Li" in letter.text
    for secret in ("Pays late", "A discount"):
        assert secret not in letter.text + (letter.html or "")
    assert token_in(letter.text) == token_in(letter.html)


def test_looking_confirms_nothing_and_the_button_does(
    api: Api, worker: Worker, outside: SilentOutside, browser: FlaskClient, moment: Moment, url: str
) -> None:
    send(api, url, locale="en")
    (letter,) = mailed(worker, outside)
    assert letter.subject == "Minutes of our meeting on March 2, 2026"
    token = token_in(letter.text)
    for _ in range(2):
        page = browser.get(f"/minutes?token={token}")
        assert (page.status_code, page.text.count("<form")) == (200, 2)
        assert "two seals &lt;until Friday&gt;." in page.text
        assert "Pays late" not in page.text
    assert browser.head(f"/minutes?token={token}").status_code == 200
    assert api.li.get(url).json["minutes"][0]["state"] == "sent"
    moment.advance(hours=2)
    sent = answer(browser, token, "confirm")
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/minutes?token={token}")
    page = browser.get(f"/minutes?token={token}", headers={"Accept-Language": "en"})
    assert "You have confirmed these minutes." in page.text
    assert "<form" not in page.text
    (copy,) = api.mei.get(url).json["minutes"]
    assert (copy["state"], copy["answered_at"]) == ("confirmed", "2026-03-02T04:00:00Z")
    assert answer(browser, token, "confirm").status_code == 303  # a second tap
    assert answer(browser, token, "object", "After all not").status_code == 409
    assert api.mei.get(url).json["minutes"] == [copy]


def test_who_does_not_agree_says_why(
    api: Api, worker: Worker, outside: SilentOutside, browser: FlaskClient, account: Account, url: str
) -> None:
    send(api, url)
    token = token_in(mailed(worker, outside)[0].text)
    empty = answer(browser, token, "object", " ")
    assert empty.status_code == 422
    assert "Please say what is not right." in empty.text
    assert answer(browser, token, "object", "It was three seals <b>").status_code == 303
    page = browser.get(f"/minutes?token={token}")
    assert "It was three seals &lt;b&gt;" in page.text
    (copy,) = api.li.get(url).json["minutes"]
    assert (copy["state"], copy["comment"]) == ("objected", "It was three seals <b>")
    told = [one["text"] for one in api.li.get(f"/accounts/{account.id}/timeline").json["items"]]
    assert "Chen says what is not right in the minutes: It was three seals <b>" in told
    assert "Li sent the minutes to Chen." in told


@pytest.mark.parametrize("comment", ["three\x00 seals", "x" * 4001])
def test_what_cannot_be_kept_is_refused_on_the_page_and_still_there(
    worker: Worker, outside: SilentOutside, browser: FlaskClient, api: Api, url: str, comment: str
) -> None:
    send(api, url)
    token = token_in(mailed(worker, outside)[0].text)
    refused = answer(browser, token, "object", comment)
    assert (refused.status_code, comment in refused.text) == (422, True)
    assert [copy["state"] for copy in api.li.get(url).json["minutes"]] == ["sent"]


def test_a_double_tap_sends_one_mail_and_other_minutes_replace_those_without_answer(
    api: Api, worker: Worker, outside: SilentOutside, browser: FlaskClient, url: str
) -> None:
    send(api, url)
    assert len(send(api, url)) == 1
    (first,) = mailed(worker, outside)
    api.mei.post(f"{url}/unlocking", {"reason": "typo"})
    api.li.post(url, {"minutes_shared": "Mr Chen tests three seals."})
    copies = send(api, url)
    assert [copy["state"] for copy in copies] == ["replaced", "sent"]
    assert [copy["text"] for copy in copies] == [SAID, "Mr Chen tests three seals."]
    _, second = mailed(worker, outside)
    assert browser.get(f"/minutes?token={token_in(first.text)}").status_code == 410
    assert answer(browser, token_in(first.text), "confirm").status_code == 410
    assert answer(browser, token_in(second.text), "confirm").status_code == 303


def test_a_copy_that_was_replaced_before_its_mail_left_is_not_mailed(
    api: Api, worker: Worker, outside: SilentOutside, url: str
) -> None:
    send(api, url)
    api.mei.post(f"{url}/unlocking", {"reason": "typo"})
    api.li.post(url, {"minutes_shared": "Mr Chen tests three seals."})
    send(api, url)
    (letter,) = mailed(worker, outside)
    assert "three seals" in letter.text


def test_a_link_is_good_for_thirty_days_and_can_be_sent_anew(
    api: Api, worker: Worker, outside: SilentOutside, browser: FlaskClient, moment: Moment, url: str
) -> None:
    send(api, url)
    token = token_in(mailed(worker, outside)[0].text)
    moment.advance(days=30)
    for page in (browser.get(f"/minutes?token={token}"), answer(browser, token, "confirm")):
        assert page.status_code == 410
        assert "<form" not in page.text
    assert [copy["state"] for copy in send(api, url)] == ["replaced", "sent"]
    assert len(mailed(worker, outside)) == 2


def test_an_invented_link_leads_nowhere(browser: FlaskClient) -> None:
    for page in (browser.get("/minutes"), browser.get("/minutes?token=<script>"), answer(browser, "x", "confirm")):
        assert page.status_code == 410
        assert "<script>" not in page.text


def test_the_link_stays_nowhere_once_it_was_sent(
    api: Api, work: Work, worker: Worker, outside: SilentOutside, url: str
) -> None:
    send(api, url)
    token = token_in(mailed(worker, outside)[0].text)
    work.db.expire_all()
    (row,) = work.all(select(Reminder).where(Reminder.kind == "minutes"))
    assert (row.state, row.address) == ("sent", CHEN)
    assert token not in f"{row.text}{row.html}{row.params}"
    assert token not in api.ada.get("/journal").text


def test_what_is_not_finished_is_not_sent(api: Api, work: Work) -> None:
    visit = make_done_visit(work)
    url = f"/visits/{visit.id}/report"
    api.li.patch(url, {"minutes_shared": SAID})
    assert api.li.post(f"{url}/minutes").json["code"] == "minutes-not-ready"
    api.li.post(url, {"outcome": "order", "minutes_shared": " "})
    assert api.li.post(f"{url}/minutes").json["code"] == "minutes-not-ready"
    told = make_report(work, minutes_shared=SAID)
    nobody = api.li.post(f"/visits/{told.visit_id}/report/minutes")
    assert (nobody.status_code, nobody.json["code"]) == (409, "nobody-to-send-to")


def test_who_was_not_there_or_has_no_address_is_named(api: Api, url: str) -> None:
    people = {one["contact_id"]: one for one in api.li.get(url.removesuffix("/report")).json["contacts"]}
    absent = next(one for one, how in people.items() if not how["attended"])
    refused = api.li.post(f"{url}/minutes", {"contact_ids": [absent, *(p for p in people if p != absent)]})
    faults = {(fault["pointer"], fault["code"]) for fault in refused.json["errors"]}
    assert ("/contact_ids/0", "not-there") in faults
    assert {code for _, code in faults} == {"not-there", "no-email"}


def test_only_the_rep_sends_minutes(api: Api, url: str) -> None:
    assert api.mei.post(f"{url}/minutes").status_code == 403
    assert api.sam.post(f"{url}/minutes").status_code == 404


def test_the_page_speaks_the_readers_language_and_runs_nothing(
    api: Api, worker: Worker, outside: SilentOutside, browser: FlaskClient, url: str
) -> None:
    send(api, url)
    token = token_in(mailed(worker, outside)[0].text)

    def title(languages: str) -> str:
        page = browser.get(f"/minutes?token={token}", headers={"Accept-Language": languages})
        return re.search("<h1>(.*)</h1>", page.text)[1]

    assert title("en") == "Minutes of March 2, 2026"
    assert title("fr") == title("zh-CN") == "2026年3月2日会谈纪要"
    page = browser.get(f"/minutes?token={token}")
    assert "Chen、Silent" in page.text, "people are listed as Chinese lists them"
    assert "Chen, Silent" in browser.get(f"/minutes?token={token}", headers={"Accept-Language": "en"}).text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not re.search(r"<script|style=|\son\w+=", page.text)
