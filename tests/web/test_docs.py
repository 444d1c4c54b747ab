"""The pages on which the API can be browsed: ours alone, and able to show our document."""

import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.api import Api
from tests.served import Served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
OFFLINE = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


def test_every_part_of_the_page_comes_from_us(api: Api) -> None:
    page = api.nobody.get("/docs")
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert parts
    for part in parts:
        assert part.startswith("/docs/"), part
        served = api.nobody.get(part)
        served.close()
        assert served.status_code == 200, part
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_it_knows_the_kind_of_document_that_we_write(api: Api) -> None:
    assert api.nobody.get("/openapi.json").json["openapi"].startswith("3.1")
    assert int(version("flask-swagger-ui").split(".")[0]) >= 5, "Swagger UI reads OpenAPI 3.1 from its fifth release on"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here to look at the page with")
def test_a_browser_shows_the_operations(tmp_path: Path) -> None:
    here = Served(f"sqlite:///{tmp_path / 'kamfield.db'}", tmp_path)
    here.start()
    try:
        look = [str(CHROMIUM), *QUIET, *OFFLINE, f"--user-data-dir={tmp_path / 'chromium'}", "--dump-dom"]
        address = f"http://127.0.0.1:{here.port}/docs"
        command = [*look, "--virtual-time-budget=20000", address]
        seen = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    finally:
        here.stop()
    assert "Unable to render" not in seen
    assert "opblock-tag" in seen, seen[-2000:]
