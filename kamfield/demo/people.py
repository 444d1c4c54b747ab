"""The people of the demo company; all of them sign in with the same password."""

from dataclasses import dataclass

PASSWORD = "seals-and-springs"  # noqa: S105  printed by `make run`, for a demo on this machine only
DOMAIN = "hanling.example"


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who signs in; `manager` is another one's mailbox, `start` where their working day begins."""

    mailbox: str
    name: str
    role: str
    manager: str | None
    locale: str
    time_zone: str
    start: tuple[float, float] | None = None

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return f"{self.mailbox}@{DOMAIN}"


PEOPLE = (
    DemoPerson("admin", "沈静 Shen Jing", "admin", None, "zh-CN", "Asia/Shanghai"),
    DemoPerson("lin.tao", "林涛", "manager", None, "zh-CN", "Asia/Shanghai"),
    DemoPerson("zhou.min", "周敏", "manager", "lin.tao", "zh-CN", "Asia/Shanghai", (31.2304, 121.4737)),
    DemoPerson("li.na", "李娜", "rep", "zhou.min", "zh-CN", "Asia/Shanghai", (31.2397, 121.4998)),
    DemoPerson("wang.lei", "王磊", "rep", "zhou.min", "zh-CN", "Asia/Shanghai", (31.2990, 120.5853)),
    DemoPerson("chen.jie", "陈杰", "rep", "zhou.min", "zh-CN", "Asia/Shanghai", (39.9042, 116.4074)),
    DemoPerson("anna.keller", "Anna Keller", "manager", "lin.tao", "en", "Europe/Berlin", (48.1374, 11.5755)),
    DemoPerson("jonas.weber", "Jonas Weber", "rep", "anna.keller", "en", "Europe/Berlin", (48.7758, 9.1829)),
    DemoPerson("sophie.martin", "Sophie Martin", "rep", "anna.keller", "en", "Europe/Paris", (45.7640, 4.8357)),
    DemoPerson("emily.carter", "Emily Carter", "rep", "anna.keller", "en", "America/Chicago", (41.8781, -87.6298)),
)
