"""A quotation as PDF: in both languages, every glyph embedded, of any length, of any revision."""

import re
from time import process_time

import pytest

from kamfield.core.papers import font
from kamfield.core.papers.paper import Column, Paper, Row, Sum
from kamfield.core.papers.write_pdf import write_pdf
from kamfield.core.work import Work
from kamfield.quotes.actions.paper import paper_of
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.quotes import LINE, a_quote, a_sent_quote

CHINESE = {"product": "机械密封 HL-45", "description": "碳化硅对石墨，耐温 120 °C", "quantity": "40", "price": "489.5"}


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work, name="苏州恒力装备有限公司").id


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def a_paper(**parts: object) -> Paper:
    columns = (Column("No.", 30), Column("Product", 200), Column("Net", 90, right=True))
    usual = {"title": "报价单", "reference": "Q", "sender": ["A"], "receiver": ["B"], "facts": [("C", "D")]}
    usual |= {"columns": columns, "rows": [], "sums": [Sum("Total", "1")], "page_of": "{page}/{pages}"}
    return Paper(**(usual | parts))  # type: ignore[arg-type]


def test_it_is_a_pdf_in_either_language(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, amount=None, lines=[LINE, CHINESE])
    for language in ("en", "zh-CN"):
        answer = api.li.get(f"/quotes/{quote['id']}/pdf?language={language}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == 'inline; filename="Q2026-0001.pdf"'
        assert answer.data.startswith(b"%PDF-")
        assert answer.data.count(b"/FontFile2") == 1
        assert b"Helvetica" not in answer.data
    assert api.sam.get(f"/quotes/{quote['id']}/pdf").status_code == 404
    assert api.li.get(f"/quotes/{quote['id']}/pdf?language=xx").status_code == 422


def test_it_says_what_the_quotation_says(api: Api, work: Work, account_id: str) -> None:
    api.ada.patch("/policies", {"company_name": "翰凌密封", "company_address": "上海\n漕宝路 1200 号"})
    quote = a_quote(api.li, account_id, amount=None, terms="30 days net", lines=[LINE | {"discount_percent": "5"}])
    paper = paper_of(work, quote["id"], "zh-CN")
    assert (paper.title, paper.mark) == ("报价单", "草稿，尚非正式报价")
    assert list(paper.sender) == ["翰凌密封", "上海", "漕宝路 1200 号"]
    assert paper.receiver[0] == "苏州恒力装备有限公司"
    cells = ["1", "Infusion pump IP-200", "24 pcs", "7,750.00", "5 %", "13 %", "176,700.00"]
    assert list(paper.rows[0].cells) == cells
    assert [one.value for one in paper.sums] == ["176,700.00", "22,971.00", "199,671.00 CNY"]
    assert ("有效期至", "–") in paper.facts


def test_an_earlier_revision_is_printed_as_it_was(api: Api, work: Work, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id, {"amount": None, "lines": [LINE]}, valid_until="2026-03-31")
    api.li.post(f"/quotes/{quote['id']}/revisions")
    api.li.put(f"/quotes/{quote['id']}/lines", {"lines": [CHINESE]})
    now, before = (paper_of(work, quote["id"], "en", revision) for revision in (None, 1))
    assert (now.reference, before.reference) == ("Q2026-0001-R2", "Q2026-0001")
    assert (before.mark, before.rows[0].cells[1]) == ("Replaced by a later revision", "Infusion pump IP-200")
    assert ("Valid until", "March 31, 2026") in before.facts
    assert api.li.get(f"/quotes/{quote['id']}/pdf?revision=1").status_code == 200
    assert api.li.get(f"/quotes/{quote['id']}/pdf?revision=3").status_code == 404


def test_the_font_has_the_letters_of_our_clients_and_shows_what_it_has_not() -> None:
    common = "报价单客户，。：；（）《》“”·℃°±×÷≤≥ÄÖÜäöüßéèçñŁódźČapekÅŞğıΑλЯйщ€¥£…–—①㎡㎜𠮷𬭎"
    assert font.drawable(common) == common
    assert all(font.width(letter, 10) > 0 for letter in common)
    assert font.drawable("a😀b") == "a〓b"
    assert font.width("〓", 10) > 0
    gb2312 = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
    )
    assert font.drawable(gb2312) == gb2312


@pytest.mark.parametrize("text", ["很长的产品名称，" * 40, "Donaudampfschifffahrt" * 30, "short words " * 60, "a\n\nb"])
def test_no_line_is_longer_than_its_room(text: str) -> None:
    lines = font.broken(text, 9, 160)
    assert all(font.width(line, 9) <= 160 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(line[:1] in "，。；：" and line for line in lines)


def test_the_font_has_the_characters_that_the_library_finds_in_it() -> None:
    assert font.glyphs() == set(font.load().face.charToGlyph)


def test_many_lines_flow_over_pages_quickly() -> None:
    rows = [Row([str(number), "机械密封 " * 6, "1,000.00"], small="碳化硅对石墨。" * 12) for number in range(60)]
    font.load()
    began = process_time()
    pdf = write_pdf(a_paper(rows=rows))
    assert process_time() - began < 0.8
    assert pages_of(pdf) > 3
    assert write_pdf(a_paper(rows=rows)) == pdf


def test_a_text_longer_than_a_page_goes_on_on_the_next() -> None:
    rows = [Row(["1", "x", "1"], small="\n".join(["line"] * 300))]
    assert pages_of(write_pdf(a_paper(rows=rows, notes=[("Terms", "\n".join(["line"] * 200))]))) >= 6
