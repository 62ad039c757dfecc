"""A real browser without a window, steered by its debugging protocol over two pipes."""

import base64
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

NEEDED = "COUNTERSIGN_BROWSER_NEEDED"
NAMES = ("chromium", "chromium-browser", "google-chrome", "headless_shell", "chrome")
_QUIETLY = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--hide-scrollbars", "--disable-dev-shm-usage"),
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
_POLL = 0.02
# A field that is to have the focus gets it a little later, if nothing else has it.
_SETTLED = (
    "document.readyState === 'complete' && (document.activeElement !== document.body"
    " || location.hash || !document.querySelector('[autofocus]'))"
)
MISSING = (
    f"no browser: none of {', '.join(NAMES)} is installed, and COUNTERSIGN_BROWSER "
    "names none"
)


class BrowserMissing(Exception):
    """There is no browser to run."""


def found_browser() -> str | None:
    """Return the browser that COUNTERSIGN_BROWSER names, or one that is installed."""
    given = os.environ.get("COUNTERSIGN_BROWSER")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


def is_missing() -> bool:
    """Tell whether there is none, and `scripts/test` was not told that it needs one."""
    return found_browser() is None and not os.environ.get(NEEDED)


def required_browser() -> str:
    """Return the browser.

    Raises:
        BrowserMissing: there is none.
    """
    browser = found_browser()
    if browser is None:
        raise BrowserMissing(MISSING)
    return browser


class _Pipes:
    """The two pipes to a browser, and who listens."""

    def __init__(self, sending: int, receiving: int) -> None:
        self._sending, self._receiving = sending, receiving
        self._number, self._left = 0, b""
        self.tabs: dict[str, Tab] = {}

    def call(self, session: str, method: str, parameters: dict[str, Any]) -> Any:
        """Send a command; return what it came to."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._sending, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("id") == self._number:
                if "error" in heard:
                    raise RuntimeError(heard["error"])
                return heard["result"]
            if tab := self.tabs.get(heard.get("sessionId", "")):
                tab.hear(heard)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            chunk = os.read(self._receiving, 65_536)
            if not chunk:
                raise EOFError("the browser is gone")
            self._left += chunk
        text, _, self._left = self._left.partition(b"\0")
        heard: dict[str, Any] = json.loads(text)
        return heard


class Tab:
    """A page of a browser, with cookies of its own."""

    def __init__(self, pipes: _Pipes) -> None:
        self._pipes, self._session = pipes, ""
        self.requested: list[str] = []
        self.complaints: list[str] = []
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call(
            "Target.createTarget", url="about:blank", browserContextId=context
        )["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        pipes.tabs[self._session] = self
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def another(self) -> "Tab":
        """Return the page of somebody else, who shares nothing with this one."""
        return Tab(self._pipes)

    def call(self, method: str, **parameters: Any) -> Any:
        """Send a command; return what it came to."""
        return self._pipes.call(self._session, method, parameters)

    def hear(self, heard: dict[str, Any]) -> None:
        """Keep what a page asks for, and what is complained about."""
        if heard.get("method") == "Network.requestWillBeSent":
            self.requested.append(heard["params"]["request"]["url"])
        elif heard.get("method") == "Log.entryAdded":
            self.complaints.append(heard["params"]["entry"]["text"])
        elif heard.get("method") == "Runtime.consoleAPICalled":
            self.complaints.append(str(heard["params"]["args"]))

    def open(self, url: str) -> None:
        """Go somewhere."""
        self.call("Page.navigate", url=url)
        self.settled()

    def evaluate(self, expression: str) -> Any:
        """Return a value of the page."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return told["result"].get("value")

    def settled(self) -> None:
        """Wait until a page is there."""
        self.wait_for(_SETTLED)

    def wait_for(self, expression: str) -> None:
        """Wait until something holds in the page.

        Raises:
            TimeoutError: it does not.
        """
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            time.sleep(_POLL)
            if self.evaluate(expression):
                return
        raise TimeoutError(expression)

    def type(self, selector: str, text: str) -> None:
        """Write into a field."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=text)

    def press(self, action: str) -> None:
        """Click a button, and wait for what follows."""
        self.click(f'button[value="{action}"]')

    def click(self, selector: str) -> None:
        """Click on something that leads elsewhere, and wait for what follows."""
        with self.left():
            self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    @contextmanager
    def left(self) -> Iterator[None]:
        """Wait for the page that follows what is done meanwhile."""
        before = self.evaluate("performance.timeOrigin")
        yield
        self.wait_for(f"performance.timeOrigin !== {before}")
        self.settled()

    def key(self, name: str, text: str = "") -> None:
        """Press a key."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}
        said = {"text": text} if text else {}
        code = codes.get(name, ord(name[0].upper()))
        for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
            more = {**said, "type": kind} if kind == "keyDown" else {"type": kind}
            self.call(
                "Input.dispatchKeyEvent", key=name, windowsVirtualKeyCode=code, **more
            )

    def picture(self, *, width: int, height: int, is_whole: bool) -> bytes:
        """Return what is seen at a size, or the whole page of that width, as PNG."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1}
        self.call("Emulation.setDeviceMetricsOverride", mobile=False, **size)
        if is_whole:
            long = self.evaluate("document.documentElement.scrollHeight")
            size["height"] = max(height, int(long))
            self.call("Emulation.setDeviceMetricsOverride", mobile=False, **size)
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self.evaluate("location.href"))

    @property
    def text(self) -> str:
        """What is read in it."""
        return str(self.evaluate("document.body.innerText"))


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
        yield Tab(_Pipes(ours_out, ours_in))
    finally:
        process.terminate()
        process.wait(60)
        os.close(ours_out)
        os.close(ours_in)
