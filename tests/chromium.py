"""A real browser, spoken to over a pipe in its own protocol: no driver to install, no port to open."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

FOUND = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
OFFLINE = ("--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe")

# It reads from 3 and writes to 4, whatever numbers the pipes have here.
BECOME = """
import os, sys
aside = [os.dup2(int(number), 100 + place) for place, number in enumerate(sys.argv[1:3])]
for place, number in enumerate(aside):
    os.dup2(number, 3 + place)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Chromium:
    """One window. `open` follows a link, `fill` types, `press` clicks and waits for the page that comes."""

    def __init__(self, folder: Path) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        numbers = [str(theirs_in), str(theirs_out)]
        browser = [str(FOUND), *QUIET, *OFFLINE, f"--user-data-dir={folder}", "about:blank"]
        command = [sys.executable, "-c", BECOME, *numbers, *browser]
        self.process = subprocess.Popen(command, pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.out, self.into = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")
        self.number, self.session = 0, ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")

    def close(self) -> None:
        """Ends it."""
        self.session = ""
        self.ask("Browser.close")
        self.process.wait(20)
        self.out.close()
        self.into.close()

    def look(self, *, width: int = 1200, height: int = 900, dark: bool = False, phone: bool = False) -> None:
        """Of what size the window is, and whether its owner likes it dark."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Emulation.setUserAgentOverride", userAgent=f"Mozilla/5.0 ({'Mobile' if phone else 'Desktop'})")

    def open(self, address: str) -> None:
        """Follows a link until the page is there."""
        self._and_loads("Page.navigate", url=address)

    def fill(self, field: str, text: str) -> None:
        """Types into the field that a selector finds."""
        self.tell(f"document.querySelector({json.dumps(field)}).focus()")
        self.ask("Input.insertText", text=text)

    def press(self, button: str) -> None:
        """Clicks what a selector finds, and waits for the page that comes."""
        self._and_loads("Runtime.evaluate", expression=f"document.querySelector({json.dumps(button)}).click()")

    def tell(self, expression: str) -> Any:
        """What an expression in the page is worth."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    @property
    def text(self) -> str:
        """What a reader sees."""
        return str(self.tell("document.body.innerText"))

    @property
    def address(self) -> str:
        """Where one is."""
        return str(self.tell("location.pathname + location.search"))

    def picture(self) -> bytes:
        """The whole page as a PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A command of the protocol, and its answer."""
        self._send(method, params)
        while (said := self._hear()).get("id") != self.number:
            pass
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    def _and_loads(self, method: str, **params: Any) -> None:
        """The load may be told before the answer, or after."""
        self._send(method, params)
        wanted = {"answer", "load"}
        while wanted:
            said = self._hear()
            wanted -= {"answer"} if said.get("id") == self.number else set()
            wanted -= {"load"} if said.get("method") == "Page.loadEventFired" else set()

    def _send(self, method: str, params: dict[str, Any]) -> None:
        self.number += 1
        whom = {"sessionId": self.session} if self.session else {}
        said = {"id": self.number, "method": method, "params": params, **whom}
        self.out.write(json.dumps(said).encode() + b"\0")
        self.out.flush()

    def _hear(self) -> dict[str, Any]:
        said = bytearray()
        while (letter := self.into.read(1)) != b"\0":
            assert letter, "the browser has gone"
            said += letter
        message: dict[str, Any] = json.loads(said)
        return message
