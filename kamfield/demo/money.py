"""The demo company's quotations, in every state: with lines, a dossier, discounts and days that lie behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from kamfield.core.work import SYSTEM, Actor, Work
from kamfield.demo.archive import Client
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes import actions as quotes
from kamfield.quotes.models import Quote

STAGES = (
    *("enquiry", "known", "ready", "asked", "refused", "approved", "sent"),
    *("replied", "revised", "won", "lost", "withdrawn", "expired"),
)
LARGE = {"asked", "refused", "approved"}  # in these a manager was asked about the discount


@dataclass(frozen=True)
class Offer:
    """What is offered to clients of one language."""

    titles: Sequence[str]
    products: Sequence[tuple[str, str, str]]
    known: dict[Item, dict[str, str]]
    terms: str


CHINESE = Offer(
    ("进料泵机械密封改造", "二号线碟形弹簧", "轴承座改造", "密封垫片年度协议"),
    (
        ("机械密封 HL-45", "碳化硅对石墨，氟橡胶辅助密封，耐温 120 °C", "套"),
        ("碟形弹簧 DS-60", "DIN 2093 系列 A，50CrV4，磷化处理", "片"),
        ("轴承座 BH-110", "球墨铸铁 QT450，含端盖和骨架油封", "件"),
        ("密封垫片 GK-200", "柔性石墨，带 316 不锈钢内外环", "片"),
    ),
    {
        Item.DRAWINGS: {"note": "三号泵总装图，C 版"},
        Item.QUANTITY: {"note": "首批 40 套，分两次交货"},
        Item.ANNUAL_USAGE: {"note": "每年约 200 套"},
        Item.TECHNICAL_REQUIREMENTS: {"note": "介质 120 °C，含固体颗粒 3 %"},
        Item.APPLICATION: {"note": "环氧乙烷装置进料泵"},
        Item.SAMPLE: {"sample_which": "旧密封一套", "sample_where": "上海实验室"},
    },
    "付款：货到 30 天。交期：六周，工厂交货。质保：十二个月。",
)
ENGLISH = Offer(
    ("40 seals for the feed pumps", "Disc springs, line 2", "New bearing housings", "Gaskets, frame order"),
    (
        ("Mechanical seal HL-45", "Silicon carbide on carbon, FKM, up to 120 °C", "pcs"),
        ("Disc spring DS-60", "DIN 2093 series A, 50CrV4, phosphated", "pcs"),
        ("Bearing housing BH-110", "Ductile iron, with covers and shaft seals", "pcs"),
        ("Gasket GK-200", "Flexible graphite with 316 stainless rings", "pcs"),
    ),
    {
        Item.DRAWINGS: {"note": "Assembly drawing of pump 3, revision C"},
        Item.QUANTITY: {"note": "40 pieces, delivery in two lots"},
        Item.ANNUAL_USAGE: {"note": "About 200 pieces a year"},
        Item.TECHNICAL_REQUIREMENTS: {"note": "120 °C, 3 % solids"},
        Item.APPLICATION: {"note": "Feed pumps of the ethylene oxide unit"},
        Item.SAMPLE: {"sample_which": "One worn seal", "sample_where": "Our laboratory"},
    },
    "Payment 30 days net. Delivery within six weeks, ex works. Warranty twelve months.",
)


def quote(work: Work, manager: Actor, clients: Sequence[Client], purchases: Mapping[str, str], chance: Random) -> None:
    """A quotation per stage to the clients that matter most; what was sent went out some days or weeks ago.

    It is made for the client's opportunity, where `purchases` has one, and believed in more or less.
    """
    for client, stage in zip(clients, STAGES, strict=False):
        days = 45 if stage == "expired" else chance.randint(4, 12)
        ago = replace(work, now=work.now - timedelta(days=days))
        offer = CHINESE if client.country == "CN" else ENGLISH
        known = list(offer.known)[: 3 if stage == "enquiry" else None]
        found = quotes.add(
            ago,
            account_id=client.id,
            contact_id=client.contact_ids[0],
            opportunity_id=purchases.get(client.id),
            probability=chance.choice((None, 30, 50, 60, 80)),
            title=chance.choice(offer.titles),
            currency=client.currency,
            terms=offer.terms,
            lines=_lines(offer, chance, large=stage in LARGE),
            dossier=[{"item": item, **offer.known[item]} for item in known],
        )
        work.db.flush()
        if stage not in {"enquiry", "known"}:
            _bring_to(ago, work, manager, found, stage)


def _lines(offer: Offer, chance: Random, *, large: bool) -> list[dict[str, Any]]:
    return [
        {
            "product": product,
            "description": description,
            "unit": unit,
            "quantity": Decimal(chance.randrange(10, 400, 10)),
            "price": Decimal(chance.randrange(1_800, 64_000)) / 100,
            "discount_percent": Decimal(15 if large else chance.choice((0, 0, 3, 5, 8))),
        }
        for product, description, unit in chance.sample(offer.products, chance.randint(1, 3))
    ]


def _bring_to(ago: Work, work: Work, manager: Actor, found: Quote, stage: str) -> None:
    quotes.make_ready(ago, found.id)
    if stage in LARGE:
        quotes.ask_price(
            ago, found.id, "首单，第二家工厂" if found.currency == "CNY" else "First order of their new plant"
        )
    if stage == "refused":
        reason = "低于成本，请改用较长交期" if found.currency == "CNY" else "Below cost; offer longer delivery instead."
        quotes.refuse_price(replace(ago, user=manager), found.id, reason)
    elif stage == "approved":
        quotes.approve_price(replace(ago, user=manager), found.id)
    if stage not in {"ready", "asked", "refused"}:
        quotes.send(ago, found.id, valid_until=(ago.now + timedelta(days=30)).date())
    work.db.flush()
    _answer(work, found, stage)


def _answer(work: Work, found: Quote, stage: str) -> None:
    chinese = found.currency == "CNY"
    if stage == "replied":
        said = "厂长想先看样品" if chinese else "The plant manager wants to see the sample first."
        quotes.note_reply(work, found.id, said, next_on=work.today + timedelta(days=6))
    elif stage == "revised":
        quotes.revise(work, found.id, "数量增加" if chinese else "They take more")
    elif stage == "won":
        quotes.win(work, found.id)
    elif stage == "lost":
        price = (found.amount or Decimal(0)) * Decimal("0.92")
        quotes.lose(work, found.id, "price", "Nordring", price.quantize(Decimal("0.01")))
    elif stage == "withdrawn":
        quotes.withdraw(work, found.id)
    elif stage == "expired":
        quotes.expire(replace(work, user=SYSTEM), found)
