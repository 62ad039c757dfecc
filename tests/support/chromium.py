"""A real browser without a window, steered by its debugging protocol over two pipes."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "headless_shell", "chrome")
_QUIETLY = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-sync", "--disable-background-networking"),
    *("--disable-component-update", "--remote-debugging-pipe"),
)
# The protocol reads from 3 and writes to 4.
_PLACE = (
    "import os, sys\n"
    "ends = [os.dup(int(each)) for each in sys.argv[1:3]]\n"
    "os.dup2(ends[0], 3), os.dup2(ends[1], 4)\n"
    "os.set_inheritable(3, True), os.set_inheritable(4, True)\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)
_PATIENCE = 60.0


def found_browser() -> str | None:
    """Return the browser that COUNTERSIGN_BROWSER names, or one that is installed."""
    given = os.environ.get("COUNTERSIGN_BROWSER")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


class Tab:
    """A page of a browser."""

    def __init__(self, sending: int, receiving: int) -> None:
        self._sending, self._receiving = sending, receiving
        self._number, self._left, self._session = 0, b"", ""
        self.requested: list[str] = []
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> Any:
        """Send a command; return what it came to."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._sending, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("id") == self._number:
                assert "error" not in heard, heard
                return heard["result"]

    def open(self, url: str) -> None:
        self.call("Page.navigate", url=url)
        self.settled()

    def evaluate(self, expression: str) -> Any:
        """Return a value of the page, whose own scripts are none."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return told["result"].get("value")

    def settled(self) -> None:
        """Wait until a page is there."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            time.sleep(0.1)
            if self.evaluate("document.readyState") == "complete":
                return
        raise TimeoutError

    def type(self, selector: str, text: str) -> None:
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=text)

    def press(self, action: str) -> None:
        """Click a button, and wait for what follows."""
        button = json.dumps(f'button[value="{action}"]')
        before = self.evaluate("performance.timeOrigin")
        self.evaluate(f"document.querySelector({button}).click()")
        end = time.monotonic() + _PATIENCE
        while self.evaluate("performance.timeOrigin") == before:
            assert time.monotonic() < end, self.complaints
            time.sleep(0.1)
        self.settled()

    @property
    def url(self) -> str:
        return str(self.evaluate("location.href"))

    @property
    def text(self) -> str:
        return str(self.evaluate("document.body.innerText"))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            chunk = os.read(self._receiving, 65_536)
            assert chunk, "the browser is gone"
            self._left += chunk
        text, _, self._left = self._left.partition(b"\0")
        heard: dict[str, Any] = json.loads(text)
        if heard.get("method") == "Network.requestWillBeSent":
            self.requested.append(heard["params"]["request"]["url"])
        elif heard.get("method") == "Log.entryAdded":
            self.complaints.append(heard["params"]["entry"]["text"])
        return heard


@contextmanager
def browsing(browser: str, profile: Path) -> Iterator[Tab]:
    """Run a browser; yield a page of it."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()

    command = [browser, *_QUIETLY, f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        [sys.executable, "-c", _PLACE, str(theirs_in), str(theirs_out), *command],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Tab(ours_out, ours_in)
    finally:
        process.terminate()
        process.wait(60)
        os.close(ours_out)
        os.close(ours_in)
