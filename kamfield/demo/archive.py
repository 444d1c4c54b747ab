"""The demo company's clients: accounts with places, contacts, facts and intelligence, each learnt by its rep."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from kamfield.accounts.actions import accounts, contacts, facts, intelligence, places
from kamfield.accounts.models import Account
from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core.work import Work
from kamfield.demo import names
from kamfield.demo.cities import CITIES, City
from kamfield.geo.point import Point

NEARNESS = (5, 2, 2, 1)  # how many clients are where their rep lives, and how many in the other cities
TIERS = "A" * 4 + "B" * 9 + "C" * 14 + "D" * 13
CURRENCIES = {"CN": "CNY", "US": "USD"}
PRODUCTS = ("Mechanical seals", "Disc springs", "Bearing housings", "Gaskets")
PRODUCTS_ZH = ("机械密封", "碟形弹簧", "轴承座", "密封垫片")


@dataclass(frozen=True)
class Client:
    """What the rest of the story needs of an account."""

    id: str
    name: str
    tier: str
    country: str
    city: str
    currency: str
    place_id: str
    point: Point
    contact_ids: tuple[str, ...]
    contact_names: tuple[str, ...]


def fill(work: Work, mailbox: str, chance: Random, tiers: str = TIERS) -> Iterator[Client]:
    """The clients of one rep, one per tier named; `work` is the rep's own, some weeks ago."""
    taken: set[str] = set()
    for tier in tiers:
        city = chance.choices(CITIES[mailbox], NEARNESS[: len(CITIES[mailbox])])[0]
        name, industry = names.company(chance, city.country, city.name)
        while name in taken:
            name, industry = names.company(chance, city.country, city.name)
        taken.add(name)
        yield _client(work, chance, city, name, industry, tier)


def _client(work: Work, chance: Random, city: City, name: str, industry: str, tier: str) -> Client:
    account = _account(work, chance, name, industry, tier)
    point = Point(city.latitude + chance.uniform(-0.12, 0.12), city.longitude + chance.uniform(-0.12, 0.12))
    label = "主厂区" if city.country == "CN" else "Main plant"
    place = places.add(
        work,
        account.id,
        label=label,
        address=_address(chance, city),
        city=city.name,
        country=city.country,
        point=point,
    )
    people = [_contact(work, chance, account, city.country, seat) for seat in _seats(chance, tier)]
    currency = CURRENCIES.get(city.country, "EUR")
    if tier in "AB":
        _know(work, chance, account, city.country, currency)
    ids, called = tuple(one[0] for one in people), tuple(one[1] for one in people)
    return Client(account.id, name, tier, city.country, city.name, currency, place.id, point, ids, called)


def _account(work: Work, chance: Random, name: str, industry: str, tier: str) -> Account:
    status = "active" if tier in "AB" else chance.choice(("active", "active", "prospect", "dormant"))
    account = accounts.add(
        work,
        name=name,
        code=f"H{chance.randrange(100_000, 999_999)}",
        relationship={"A": "strategic", "B": "partner"}.get(tier, "ordinary"),
        status=status,
        industry=industry,
        time_zone=work.user.time_zone,
        tags=[tier.lower() + "-client", industry.lower()][: chance.randint(1, 2)],
    )
    account.tier = tier  # as the company decided before it moved to Kamfield
    return account


def _address(chance: Random, city: City) -> str:
    street, number = chance.choice(city.streets), chance.randint(3, 2200)
    return f"{city.name}市{street}{number}号" if city.country == "CN" else f"{street} {number}, {city.name}"


def _seats(chance: Random, tier: str) -> list[names.Position]:
    count = {"A": 5, "B": 4, "C": 3}.get(tier, chance.randint(1, 3))
    return chance.sample(names.POSITIONS, count)


def _contact(work: Work, chance: Random, account: Account, country: str, seat: names.Position) -> tuple[str, str]:
    name = names.person(chance, country)
    chinese = country == "CN"
    phone = f"+86 139{chance.randrange(10**7, 10**8)}" if chinese else None
    contact = contacts.add(
        work,
        account.id,
        region=country,
        name=name,
        title=seat.title_zh if chinese else seat.title,
        department=seat.department_zh if chinese else seat.department,
        layer=seat.layer,
        mobile=phone,
        email=f"{'contact' if chinese else name.split()[0].lower()}{chance.randrange(100)}@client.example",
    )
    return contact.id, name


def _know(work: Work, chance: Random, account: Account, country: str, currency: str) -> None:
    chinese = country == "CN"
    product = chance.choice(PRODUCTS_ZH if chinese else PRODUCTS)
    on = work.today - timedelta(days=chance.randint(0, 200))
    volume, share = Decimal(chance.randrange(200, 9000, 50)), Decimal(chance.randrange(5, 70, 5))
    learn = replace(work)
    unit = "件" if chinese else "pcs"
    facts.learn(learn, account.id, FactKind.PURCHASE_VOLUME, subject=product, amount=volume, unit=unit, observed_on=on)
    facts.learn(learn, account.id, FactKind.SHARE_OF_WALLET, subject=product, amount=share, observed_on=on)
    term = chance.choice(("月结60天", "货到30天", "预付30%，余款90天") if chinese else ("30 days net", "60 days net"))
    facts.learn(learn, account.id, FactKind.PAYMENT_TERM, text=term, observed_on=on)
    facts.learn(learn, account.id, FactKind.PAYMENT_CYCLE, amount=Decimal(chance.randrange(25, 110)), observed_on=on)
    sales = Decimal(chance.randrange(50_000, 2_500_000, 5_000))
    facts.learn(
        learn, account.id, FactKind.YEARLY_SALES, subject=str(on.year - 1), amount=sales, currency=currency,
        observed_on=on,
    )  # fmt: skip
    intelligence.add(
        learn,
        account.id,
        IntelligenceKind.COMPETITOR,
        name=chance.choice(("Nordring", "Kallax Seals", "东密") if chinese else ("Nordring", "Kallax Seals")),
        product=product,
        strength="交期短" if chinese else "Short delivery times",
        weakness="没有现场服务" if chinese else "No service on site",
    )
    need = "新产线投产前需要第二家供应商" if chinese else "A second source before the new line starts"
    intelligence.add(learn, account.id, IntelligenceKind.NEED, text=need)
