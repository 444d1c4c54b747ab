"""Invented names of companies and people, believable in their language and the same at every start."""

from dataclasses import dataclass
from random import Random

INDUSTRIES = ("Machine building", "Chemicals", "Steel", "Water", "Food", "Automotive", "Energy", "Medical devices")
INDUSTRIES_ZH = ("机械制造", "化工", "钢铁", "水务", "食品", "汽车零部件", "能源", "医疗器械")

_ZH_FIRST = "恒瑞华宏鼎盛博远凯信永泰东方海天金龙新锐中科安达力德铭诚佳合创宇"
_ZH_TRADE = {
    "机械制造": ("泵业", "压缩机", "机床", "重型机械", "传动设备"),
    "化工": ("化工", "精细化工", "新材料", "涂料"),
    "钢铁": ("特钢", "钢铁", "轧辊", "铸锻"),
    "水务": ("水务", "环保科技", "水处理设备"),
    "食品": ("食品", "乳业", "饮料", "酿造"),
    "汽车零部件": ("汽车零部件", "汽车系统", "制动系统"),
    "能源": ("电力设备", "风电", "阀门", "锅炉"),
    "医疗器械": ("医疗器械", "生物科技", "医用材料"),
}
_DE_ROOTS = ("Brandt", "Hollmann", "Kessler", "Lindner", "Reuter", "Vogt", "Ziegler", "Steiner", "Albers", "Thoma")
_FR_ROOTS = ("Delorme", "Vasseur", "Perrin", "Garnier", "Van Loon", "De Wit", "Maréchal", "Bertin", "Claes", "Moreau")
_US_ROOTS = (
    "Ridgeway",
    "Lakeshore",
    "Harlan",
    "Prairie",
    "Granite",
    "Calumet",
    "Bayou",
    "Northfield",
    "Kenwood",
    "Ashby",
)
_TRADES = {
    "Machine building": ("Pumps", "Compressors", "Machine Tools", "Drives", "Hydraulics"),
    "Chemicals": ("Chemicals", "Coatings", "Polymers", "Solvents"),
    "Steel": ("Steel", "Forge", "Rolling Mill", "Castings"),
    "Water": ("Water Works", "Filtration", "Membranes"),
    "Food": ("Foods", "Dairy", "Brewing", "Beverages"),
    "Automotive": ("Automotive", "Brake Systems", "Powertrain"),
    "Energy": ("Energy", "Turbines", "Valves", "Boilers"),
    "Medical devices": ("Medical", "Biotech", "Implants"),
}
_ENDINGS = {"DE": "GmbH", "AT": "GmbH", "FR": "SAS", "US": "Inc."}
_ROOTS = {"DE": _DE_ROOTS, "AT": _DE_ROOTS, "FR": _FR_ROOTS, "US": _US_ROOTS}

_ZH_SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
_ZH_GIVEN = ("建国", "晓明", "丽华", "志强", "海燕", "伟", "芳", "俊杰", "雪梅", "国栋", "思远", "婷", "鹏飞", "慧敏")
_GIVEN = {
    "DE": ("Markus", "Petra", "Stefan", "Katrin", "Uwe", "Birgit", "Florian", "Sabine", "Holger", "Miriam"),
    "FR": ("Luc", "Claire", "Hugo", "Nathalie", "Pieter", "Sofie", "Bastien", "Amélie", "Joris", "Hélène"),
    "US": ("Frank", "Linda", "Marcus", "Dana", "Raul", "Nancy", "Derek", "Alicia", "Tom", "Grace"),
}
_SURNAMES = {
    "DE": ("Schäfer", "Krüger", "Lang", "Pohl", "Arnold", "Seidel", "Busch", "Ernst", "Graf", "Haas"),
    "FR": ("Lefèvre", "Roche", "Dupuis", "Jansen", "Peeters", "Caron", "Mercier", "De Smet", "Bakker", "Fabre"),
    "US": ("Novak", "Alvarez", "Sullivan", "Brooks", "Nguyen", "Foster", "Ramirez", "Hayes", "Wallace", "Patel"),
}
_LANGUAGE = {"DE": "DE", "AT": "DE", "FR": "FR", "US": "US"}


@dataclass(frozen=True)
class Position:
    """What a contact is at the client, and on which layer they decide."""

    title: str
    title_zh: str
    department: str
    department_zh: str
    layer: str


POSITIONS = (
    Position("Maintenance Manager", "设备主管", "Maintenance", "设备部", "user"),
    Position("Plant Engineer", "设备工程师", "Engineering", "工程部", "user"),
    Position("Production Manager", "生产经理", "Production", "生产部", "influencer"),
    Position("Head of Quality", "质量部长", "Quality", "质量部", "influencer"),
    Position("Senior Buyer", "采购主管", "Purchasing", "采购部", "influencer"),
    Position("Purchasing Director", "采购总监", "Purchasing", "采购部", "decider"),
    Position("Technical Director", "技术总监", "Engineering", "技术部", "decider"),
    Position("Managing Director", "总经理", "Management", "总经办", "decider"),
)


def company(chance: Random, country: str, city: str) -> tuple[str, str]:
    """An invented company of a city: `(name, industry)`."""
    if country == "CN":
        industry = chance.choice(INDUSTRIES_ZH)
        core = "".join(chance.sample(_ZH_FIRST, 2))
        return f"{city}{core}{chance.choice(_ZH_TRADE[industry])}有限公司", industry
    industry = chance.choice(INDUSTRIES)
    trade = chance.choice(_TRADES[industry])
    return f"{chance.choice(_ROOTS[country])} {trade} {_ENDINGS[country]}", industry


def person(chance: Random, country: str) -> str:
    """An invented name of somebody who works there."""
    if country == "CN":
        return chance.choice(_ZH_SURNAMES) + chance.choice(_ZH_GIVEN)
    language = _LANGUAGE[country]
    return f"{chance.choice(_GIVEN[language])} {chance.choice(_SURNAMES[language])}"
