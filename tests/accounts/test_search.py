"""Search: any fragment of a name, a code, a contact, a number; nothing else; in both languages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.accounts.models import Account, Gram
from kamfield.accounts.queries import rarity
from kamfield.accounts.rules.folding import GRAM, folded, lines, name_grams, phone_fragment, windows
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact


@pytest.fixture
def account(work: Work) -> Account:
    account = make_account(work, name="苏州精密机械有限公司", code="CN-10023")
    make_contact(work, account, name="王芳", mobile="138 0013 8000", phone="(021) 5555-1234")
    make_account(work, name="Hôpital Élisabeth of Saint-Étienne, Straße 7", code="FR_200%")
    make_account(work, Cast.sam, name="苏州别人的公司")
    work.db.commit()
    return account


def found(api: Api, q: str) -> list[str]:
    answer = api.li.get("/accounts", query_string={"q": q})
    assert answer.status_code == 200, answer.text
    return [one["name"][:2] for one in answer.json["items"]]


FRAGMENTS = [
    *("苏州", "州", "精密机", "机械有限公司", "司", "苏州精密机械有限公司", "cn-10023", "CN-10", "0023", "王芳", "芳"),
    *("13800138000", "+86 138 0013 8000", "0086 138 0013 8000", "0013-8000", "1380", "021-5555 1234", "2155551234"),
]


@pytest.mark.parametrize("q", FRAGMENTS)
def test_any_fragment_finds_the_account(api: Api, account: Account, q: str) -> None:
    assert found(api, q) == ["苏州"]


@pytest.mark.parametrize("q", ["hopital elisabeth", "SAINT-ETIENNE", "strasse", "Élis", "É", "fr_200%", "0%", "_"])
def test_capitals_and_accents_make_no_difference(api: Api, account: Account, q: str) -> None:
    assert found(api, q) == ["Hô"]


@pytest.mark.parametrize(
    "q", ["州苏", "苏州机械", "芳苏", "138001380001", "公司CN", "别人", "%", "hopital x", "王芳 138", "86"]
)
def test_what_is_no_fragment_finds_nothing(api: Api, account: Account, q: str) -> None:
    assert found(api, q) == (["Hô"] if q == "%" else [])


def test_what_is_no_longer_said_is_no_longer_found(api: Api, work: Work, account: Account) -> None:
    contact = api.li.get(f"/accounts/{account.id}/contacts").json["items"][0]
    api.li.patch(f"/accounts/{account.id}", {"name": "Northern Machines", "code": None})
    assert (found(api, "苏州"), found(api, "10023"), found(api, "northern")) == ([], [], ["No"])
    api.li.patch(f"/contacts/{contact['id']}", {"mobile": "139 1111 2222"})
    assert (found(api, "13800138000"), found(api, "1391111")) == ([], ["No"])
    api.li.delete(f"/contacts/{contact['id']}")
    assert (found(api, "1391111"), found(api, "芳")) == ([], [])


def test_a_deleted_account_leaves_no_grams(api: Api, work: Work) -> None:
    account = make_account(work, name="ephemeral")
    work.db.commit()
    assert work.db.query(Gram).count() > 0
    api.mei.delete(f"/accounts/{account.id}")
    assert work.db.query(Gram).count() == 0


def test_a_frequent_fragment_finds_the_same_as_a_rare_one(
    api: Api, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rarity, "RARE", 0)
    assert [found(api, q) for q in FRAGMENTS] == [["苏州"]] * len(FRAGMENTS)
    assert found(api, "州苏") == []


def test_search_goes_together_with_filters_and_pages(api: Api, work: Work) -> None:
    for number in range(5):
        make_account(work, name=f"clinic {number}", status="active" if number else "lost")
    first = api.li.get("/accounts?q=clinic&status=active&limit=3&sort=-name").json
    rest = api.li.get(f"/accounts?q=clinic&status=active&limit=3&sort=-name&cursor={first['next_cursor']}").json
    assert [one["name"][-1] for one in first["items"] + rest["items"]] == ["4", "3", "2", "1"]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(texts, texts, st.integers(0, 40), st.integers(1, 30))
def test_every_fragment_of_a_line_begins_a_gram_at_each_of_its_windows(
    line: str, other: str, start: int, length: int
) -> None:
    text = lines([folded(line), folded(other)])
    fragment = folded(line)[start : start + length]
    for window in windows(fragment) if fragment else []:
        assert any(gram.startswith(window) for gram in name_grams(text))
        assert len(window) <= GRAM


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("+86 (138) 0013-8000", "8613800138000"),
        ("0086138", "86138"),
        ("１３８０", "1380"),
        ("138", None),
        ("k1380", None),
    ],
)
def test_what_may_be_part_of_a_phone_number(written: str, digits: Any) -> None:
    assert phone_fragment(written) == digits
