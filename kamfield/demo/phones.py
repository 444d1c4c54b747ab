"""Phones of the demo company: who has synced, who has not for days, and what could not be taken over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from kamfield.core.clock import new_id
from kamfield.core.errors import Problem
from kamfield.core.work import Actor, Work
from kamfield.sync.actions import devices, issues
from kamfield.sync.actions.devices import Told
from kamfield.sync.rules import SCHEMA_VERSION


@dataclass(frozen=True)
class DemoPhone:
    """When a phone was seen last, and with how many rows that it had not sent."""

    device_id: str
    ago: timedelta
    pending_rows: int = 0
    app_version: str = "2.4.1"
    schema_version: int = SCHEMA_VERSION
    error: str | None = None


@dataclass(frozen=True)
class Refused:
    """What somebody typed offline and could not be carried out."""

    problem: type[Problem]
    kind: str
    change: str
    typed: Mapping[str, Any]
    ago: timedelta


PHONES: Mapping[str, tuple[DemoPhone, ...]] = {
    "li.na": (
        DemoPhone("li-na-pixel", timedelta(minutes=12)),
        DemoPhone("li-na-tablet", timedelta(days=6), app_version="2.3.0", schema_version=2),
    ),
    "chen.jie": (DemoPhone("chen-jie-mate", timedelta(days=3), pending_rows=7),),
    "jonas.weber": (DemoPhone("jonas-iphone", timedelta(hours=2)),),
    "emily.carter": (DemoPhone("emily-iphone", timedelta(hours=30), pending_rows=2, error="pulled-too-long-ago"),),
}
REFUSED: Mapping[str, Refused] = {
    "li.na": Refused(
        issues.DeletedMeanwhile,
        "contacts",
        "updated",
        {"name": "孙工", "title": "设备主管", "mobile": "+8613800138000"},
        timedelta(minutes=12),
    ),
    "jonas.weber": Refused(
        issues.DeletedMeanwhile,
        "visits",
        "updated",
        {"form": "phone_call", "cancel_note": "Mr Brandt is on holiday until Monday, call him then"},
        timedelta(hours=2),
    ),
}


def sync(work: Work, rep: Actor, mailbox: str) -> None:
    """What the phones of one rep have told, and what came of it."""
    for phone in PHONES.get(mailbox, ()):
        _tell(replace(work, user=rep, now=work.now - phone.ago), phone)
    refused = REFUSED.get(mailbox)
    if refused is not None:
        _keep(replace(work, user=rep, now=work.now - refused.ago), refused, PHONES[mailbox][0].device_id)
    work.db.info["now"] = work.now


def _tell(then: Work, phone: DemoPhone) -> None:
    told = Told(phone.device_id, False, phone.app_version, phone.schema_version, phone.pending_rows, 0)
    devices.note(then, replace(told, pushes=True))
    then.db.flush()  # the pull finds the phone that the push noted
    devices.note(then, told)
    if phone.error is not None:
        devices.note(then, replace(told, pushes=True, error=phone.error))
    then.db.flush()


def _keep(then: Work, refused: Refused, device_id: str) -> None:
    row_id = new_id()
    told = {"kind": refused.kind, "row_id": row_id, "change": refused.change}
    issues.note(then, refused.problem(), {"id": row_id, **refused.typed}, device_id=device_id, **told)
