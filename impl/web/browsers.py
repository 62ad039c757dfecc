"""Who is logged in in a browser, and whether a form is one of ours."""

from dataclasses import dataclass
from typing import Final

from impl.records import Person
from impl.security import browser_cookies, one_time_codes
from impl.security.browser_cookies import Browser
from impl.security.caller import Caller
from impl.security.keys import derive
from impl.services.browser_sessions import BrowserSessions

_NAME: Final = "countersign_browser"


@dataclass(frozen=True, slots=True)
class Cookies:
    """What a browser sends: the plain cookie, and the one for HTTPS alone."""

    plain: str | None
    secure: str | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser, who is logged in there, and the cookie to give it, if any."""

    browser: Browser
    person: Person | None
    cookie: str | None

    @property
    def caller(self) -> Caller | None:
        """Who is calling; None if nobody is logged in."""
        if self.person is None:
            return None
        return Caller(self.person.id, self.browser.session_id)


class Browsers:
    """Reads and writes the cookies.

    By HTTPS the cookie is Secure, and its name keeps those away that another host of
    the domain sets (`__Host-`, RFC 6265bis §4.1.3.2). By HTTP, which is for loopback
    addresses, no browser would send it back.
    """

    def __init__(
        self, sessions: BrowserSessions, secret: str, *, is_https: bool
    ) -> None:
        self._sessions = sessions
        self._key = derive(secret, "browser cookies")
        self._is_https = is_https

    async def visitor(self, cookies: Cookies) -> Visitor:
        """Return whose browser it is; one without a good cookie gets one."""
        browser = self._read(cookies)
        if browser is None:
            browser = browser_cookies.unknown()
            return Visitor(browser, None, self.cookie(browser))
        person = None
        if browser.session_id and browser.person_id:
            person = await self._sessions.person(browser.session_id, browser.person_id)
        return Visitor(browser, person, None)

    def stranger(self) -> Visitor:
        """Return a browser of which nothing is known, for when nobody can be asked."""
        return Visitor(browser_cookies.unknown(), None, None)

    async def sender(self, cookies: Cookies, form_token: str) -> Visitor | None:
        """Return who sent a form; None if it was not made for this browser."""
        browser = self._read(cookies)
        if browser is None or not browser_cookies.is_of(self._key, browser, form_token):
            return None
        return await self.visitor(cookies)

    def form_token(self, browser: Browser) -> str:
        """Return what forms made for a browser carry."""
        return browser_cookies.form_token(self._key, browser)

    async def sign_in(
        self,
        visitor: Visitor,
        email: str,
        password: str,
        user_agent: str | None,
        address: str,
        code: str | None,
    ) -> str:
        """Log a person in; return the cookie of their session.

        The code is as they typed it, None or empty for none.

        Raises:
            RateLimited, CredentialsRefused: see `Sessions.log_in`.
        """
        given = one_time_codes.as_given(code or "") or None
        caller = await self._sessions.sign_in(
            email, password, user_agent, address, given
        )
        return await self.let_in(visitor, caller)

    async def let_in(self, visitor: Visitor, caller: Caller | None) -> str:
        """Return the cookie of a session; without one, that of a stranger.

        It takes the place of the one that the browser had, which ends: whoever has a
        copy of the former cookie is out (OWASP ASVS 5.0, 7.2.4).
        """
        stranger = await self.sign_out(visitor)
        if caller is None or caller.session_id is None or caller.person_id is None:
            return stranger
        browser = browser_cookies.logged_in(caller.session_id, caller.person_id)
        return self.cookie(browser)

    async def sign_out(self, visitor: Visitor) -> str:
        """End the session of a browser; return its next cookie."""
        browser = visitor.browser
        if browser.session_id and browser.person_id:
            await self._sessions.sign_out(browser.session_id, browser.person_id)
        return self.cookie(browser_cookies.unknown())

    def cookie(self, browser: Browser) -> str:
        """Return a cookie as a field of an answer."""
        return self.field(_NAME, browser_cookies.write(self._key, browser))

    def named(self, name: str) -> str:
        """Return what a cookie is called here."""
        return f"__Host-{name}" if self._is_https else name

    def field(self, name: str, value: str, life: int | None = None) -> str:
        """Write a cookie; `life` is in seconds, None until the browser is closed."""
        ends = "" if life is None else f"; Max-Age={life}"
        secure = "; Secure" if self._is_https else ""
        text = f"{self.named(name)}={value}; Path=/; HttpOnly; SameSite=Lax"
        return f"{text}{ends}{secure}"

    def _read(self, cookies: Cookies) -> Browser | None:
        text = cookies.secure if self._is_https else cookies.plain
        return browser_cookies.read(self._key, text) if text else None
