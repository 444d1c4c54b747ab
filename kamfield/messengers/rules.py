"""Which addresses are taken, what they are called without their secret, and what may be written there."""

import re
from collections.abc import Collection
from enum import StrEnum
from urllib.parse import urlsplit

from kamfield.core.codes import code_list
from kamfield.core.texts import N_

MOST_EACH = 5
MOST_LETTERS = 1500  # of one message: what is longer is read in the mail
SHOWN_LETTERS = 4


class Service(StrEnum):
    """Whose robot it is."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    LARK = "lark"
    TEAMS = "teams"
    SLACK = "slack"
    WEBHOOK = "webhook"


class Topic(StrEnum):
    """What somebody wants to read there."""

    WEEK = "week"
    TEAM = "team"
    NOTICES = "notices"


class State(StrEnum):
    """How far a message has come. A parked one (`parked_at`) was refused too often and is not tried again.

    `refused`: the robot will not have it, for good; `gone`: it is not there any more.
    """

    DUE = "due"
    SENT = "sent"
    SUPPRESSED = "suppressed"
    REFUSED = "refused"
    GONE = "gone"


SERVICE_LABELS = {
    Service.WECOM: N_("WeCom"),
    Service.DINGTALK: N_("DingTalk"),
    Service.FEISHU: N_("Feishu"),
    Service.LARK: N_("Lark"),
    Service.TEAMS: N_("Microsoft Teams"),
    Service.SLACK: N_("Slack"),
    Service.WEBHOOK: N_("Another program"),
}
TOPIC_LABELS = {
    Topic.WEEK: N_("The week on Monday and Friday"),
    Topic.TEAM: N_("The team on Monday"),
    Topic.NOTICES: N_("Single reminders"),
}
CODE_LISTS = (
    code_list("messenger_service", Service, SERVICE_LABELS),
    code_list("messenger_topic", Topic, TOPIC_LABELS),
)

# As each service shows it to whoever makes a robot. Nothing else is ever called: the host is part of the pattern, so no
# address leads into the company's own network.
ADDRESSES = {
    Service.WECOM: re.compile(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[\w-]{8,}"),
    Service.DINGTALK: re.compile(
        r"https://oapi\.dingtalk\.com/robot/send\?access_token=[A-Za-z0-9]{8,}(&secret=[A-Za-z0-9]{8,})?"
    ),
    Service.FEISHU: re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/[\w-]{8,}"),
    Service.LARK: re.compile(r"https://open\.larksuite\.com/open-apis/bot/v2/hook/[\w-]{8,}"),
    Service.TEAMS: re.compile(
        r"https://[a-z0-9.-]+\.(logic\.azure\.com|api\.powerplatform\.com)(:443)?"
        r"(/powerautomate/automations/direct(/cu/\d+)?)?/workflows/[\w-]{8,}/triggers/manual/paths/invoke/?"
        r"\?(?:(?:api-version|sp|sv|sig)=[\w%.~-]+&?)+"
    ),
    Service.SLACK: re.compile(r"https://hooks\.slack\.com/services/[A-Z0-9]+/[A-Z0-9]+/[A-Za-z0-9]+"),
}


def service_of(address: str, allowed: Collection[str] = ()) -> Service | None:
    """Whose robot an address is; another program's only at a host the operator allows (`host` or `host:port`)."""
    found = (service for service, pattern in ADDRESSES.items() if pattern.fullmatch(address))
    return next(found, Service.WEBHOOK if _is_allowed(address, allowed) else None)


def hint(address: str) -> str:
    """What is shown of an address: where it leads and its last letters, so that one knows which it is."""
    return f"{urlsplit(address).hostname}/…{address[-SHOWN_LETTERS:]}"


def _is_allowed(address: str, allowed: Collection[str]) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.username
        or parts.password
        or parts.fragment
    ):
        return False
    return (f"{parts.hostname}:{port}" if port else parts.hostname) in allowed
