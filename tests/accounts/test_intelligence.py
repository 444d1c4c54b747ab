"""What we hear about a client: goals, needs, competitors, news."""

import pytest

from kamfield.accounts.models import Account
from kamfield.accounts.rules.intelligence import LABELS, IntelligenceKind
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.facts import make_intelligence

RIVAL = {"kind": "competitor", "name": "Nordlager", "price": "8 % below ours", "weakness": "Slow"}


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work)


def add(api: Api, account: Account, body: dict[str, object], who: str = "li"):
    return getattr(api, who).post(f"/accounts/{account.id}/intelligence", body)


@pytest.mark.parametrize("kind", IntelligenceKind)
def test_each_kind_is_noted_and_read_back(api: Api, account: Account, kind: IntelligenceKind) -> None:
    noted = add(api, account, {"kind": kind.value, "name": "Nordlager", "text": "As heard"})
    assert noted.status_code == 201, noted.json
    read = api.mei.get(f"/intelligence/{noted.json['id']}").json
    assert (read["text"], read["author_id"], read["noted_on"]) == ("As heard", "user-li", "2026-03-02")


def test_every_kind_has_a_label() -> None:
    assert set(LABELS) == set(IntelligenceKind)


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"kind": "need"}, "/text", "required"),
        ({"kind": "competitor", "text": "Somebody"}, "/name", "required"),
        ({"kind": "need", "text": "Faster", "price": "Low"}, "/price", "not-for-this-kind"),
        ({"kind": "news", "text": "A merger", "noted_on": "2026-03-03"}, "/noted_on", "in-the-future"),
        ({"kind": "news", "text": "A merger", "source_kind": "report"}, "/source_id", "required"),
    ],
)
def test_what_cannot_be_so_is_refused(
    api: Api, account: Account, body: dict[str, object], pointer: str, code: str
) -> None:
    refused = add(api, account, body)
    assert refused.status_code == 422
    assert [(one["pointer"], one["code"]) for one in refused.json["errors"]] == [(pointer, code)]


def test_an_event_may_lie_ahead(api: Api, account: Account) -> None:
    fair = add(api, account, {"kind": "event", "name": "Spring fair", "noted_on": "2026-05-01"})
    assert fair.status_code == 201
    assert api.li.patch(f"/intelligence/{fair.json['id']}", {"noted_on": "2026-05-02"}).status_code == 200


def test_a_change_keeps_what_was_said_before_in_the_journal(api: Api, account: Account, work: Work) -> None:
    rival = add(api, account, RIVAL).json
    changed = api.mei.patch(f"/intelligence/{rival['id']}", {"price": "5 % below ours"}, version=rival["version"])
    assert (changed.status_code, changed.json["price"], changed.json["weakness"]) == (200, "5 % below ours", "Slow")
    entry = work.db.query(Entry).filter_by(verb="intelligence.change").one()
    assert (entry.before, entry.after) == ({"price": "8 % below ours"}, {"price": "5 % below ours"})
    again = api.li.patch(f"/intelligence/{rival['id']}", {"price": "?"}, version=rival["version"])
    assert again.status_code == 412


def test_a_change_may_not_take_away_what_the_kind_needs(api: Api, account: Account) -> None:
    rival = add(api, account, RIVAL).json
    refused = api.li.patch(f"/intelligence/{rival['id']}", {"name": None})
    assert [one["pointer"] for one in refused.json["errors"]] == ["/name"]
    need = add(api, account, {"kind": "need", "text": "Faster"}).json
    assert api.li.patch(f"/intelligence/{need['id']}", {"price": "Low"}).status_code == 422
    assert api.li.patch(f"/intelligence/{need['id']}", {"noted_on": "2026-03-03"}).status_code == 422


def test_what_no_longer_holds_is_closed_and_opened_again(api: Api, account: Account) -> None:
    rival = add(api, account, RIVAL).json
    address = f"/accounts/{account.id}/intelligence"
    assert api.li.post(f"/intelligence/{rival['id']}/closure", {"on": "2026-03-01"}).json["closed_on"] == "2026-03-01"
    assert api.li.get(address, query_string={"holds": "true"}).json["items"] == []
    assert len(api.li.get(address, query_string={"holds": "false"}).json["items"]) == 1
    assert api.li.delete(f"/intelligence/{rival['id']}/closure").json["closed_on"] is None
    assert len(api.li.get(address, query_string={"holds": "true", "kind": "competitor"}).json["items"]) == 1
    assert api.li.post(f"/intelligence/{rival['id']}/closure", {"on": "2026-03-03"}).status_code == 422


def test_the_latest_comes_first(api: Api, account: Account) -> None:
    for day in ("2026-01-05", "2026-02-05", "2026-01-20"):
        add(api, account, {"kind": "news", "text": day, "noted_on": day})
    listed = api.li.get(f"/accounts/{account.id}/intelligence", query_string={"limit": 2}).json
    assert [one["text"] for one in listed["items"]] == ["2026-02-05", "2026-01-20"]
    rest = api.li.get(f"/accounts/{account.id}/intelligence", query_string={"cursor": listed["next_cursor"]}).json
    assert [one["text"] for one in rest["items"]] == ["2026-01-05"]


def test_a_mistake_is_deleted_by_its_author_or_the_line(api: Api, account: Account, work: Work) -> None:
    piece = make_intelligence(work, account)
    assert api.li.delete(f"/intelligence/{piece.id}").status_code == 204
    assert api.li.get(f"/intelligence/{piece.id}").status_code == 404
    other = make_intelligence(work, account)
    assert api.dana.delete(f"/intelligence/{other.id}").status_code == 204


def test_a_stranger_finds_no_intelligence(api: Api, account: Account, work: Work) -> None:
    piece = make_intelligence(work, account)
    address = f"/intelligence/{piece.id}"
    for caller in (api.sam, api.ren, api.max):
        assert caller.get(address).status_code == 404
        assert caller.patch(address, {"text": "?"}).status_code == 404
        assert caller.delete(address).status_code == 404
        assert caller.post(f"{address}/confirmation").status_code == 404
        assert caller.post(f"{address}/closure").status_code == 404
        assert caller.delete(f"{address}/closure").status_code == 404
        assert caller.get(f"/accounts/{account.id}/intelligence").status_code == 404
        assert caller.post(f"/accounts/{account.id}/intelligence", RIVAL).status_code == 404
