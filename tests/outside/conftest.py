"""A post office, a map server, certificates, and a letter to send."""

import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword

from kamfield.outside.mail import InlineImage, Letter
from tests.object_store import new_bucket as new_bucket
from tests.object_store import object_store as object_store
from tests.outside.map_server import MapServer, open_map_server
from tests.outside.post_office import OpenPostOffice, open_office

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def monday() -> datetime:
    return datetime(2026, 3, 2, 8, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def letter() -> Letter:
    return Letter(
        to="fang@example.com",
        to_name="王芳",
        subject="本周拜访计划：3 次拜访，2 项待办",
        text="王芳，早上好。\n\n周一 10:00 协和医院\n.\n再见",
        html='<p>王芳，早上好。</p><img src="cid:chart" alt="图">',
        message_id="<week-10.fang@kamfield.example.com>",
        headers={"List-Unsubscribe": f"<https://kamfield.example.com/u?t={'a1' * 120}>"},
        inline=(InlineImage("chart", PIXEL),),
    )


@pytest.fixture
def open_post_office() -> Iterator[OpenPostOffice]:
    with ExitStack() as offices:
        yield lambda *args, **options: offices.enter_context(open_office(*args, **options))


@pytest.fixture
def sign_in() -> dict[str, Any]:
    """Options of a post office that wants user ``kam`` with password ``p@ss/word``."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        known = isinstance(given, LoginPassword) and (given.login, given.password) == (b"kam", b"p@ss/word")
        return AuthResult(success=known, handled=False, auth_data=given.login if known else None)

    return {"authenticator": check, "auth_required": True, "auth_require_tls": False}


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    return _serving(authority.issue_cert("127.0.0.1"))


@pytest.fixture
def certificate_of_somebody_else(authority: trustme.CA) -> ssl.SSLContext:
    return _serving(authority.issue_cert("elsewhere.example.com"))


def _serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.fixture
def map_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MapServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with open_map_server() as server:
        yield server
