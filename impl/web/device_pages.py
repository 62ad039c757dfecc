"""The page on which a person allows a device something (RFC 8628 §3.3)."""

from typing import Final

from generated import Context, models
from generated.responses import shared
from generated.responses import sign_in as responses
from impl.errors import RateLimited
from impl.handlers import wire
from impl.services.device_authorizations import AskingDevice, DeviceAuthorizations
from impl.web.browsers import Cookies, Visitor
from impl.web.entrance import (
    Entrance,
    PagePlace,
    forbidden,
    later,
    left,
    message,
    opened,
)
from impl.web.pages import WebPage, page
from impl.web.scope_words import in_words

PATH: Final = "/oauth/device"
_REASON: Final = "to connect a device"
_UNKNOWN: Final = "No device waits for this code. Look again, or have it show another."


class DevicePages:
    """Shows the page and takes what people do there."""

    def __init__(self, entrance: Entrance, devices: DeviceAuthorizations) -> None:
        self._entrance = entrance
        self._devices = devices

    async def show(
        self, cookies: Cookies, typed: str | None
    ) -> responses.ShowDeviceResult:
        """Answer with the page: the form to log in by, the code's, or the question."""
        place = _place(typed)
        visitor = await self._entrance.browsers.visitor(cookies)
        caller = visitor.caller
        if caller is None:
            return self._entrance.shown(place, visitor, _REASON)
        if not typed:
            return opened(self._asking(visitor), visitor)
        try:
            device = await self._devices.find(caller, typed)
        except RateLimited as limited:
            return later(limited)
        if device is None:
            return opened(self._asking(visitor, _UNKNOWN), visitor)
        return opened(self._consent(place, visitor, device, typed), visitor)

    async def answer(
        self, context: Context, cookies: Cookies, form: models.PageForm
    ) -> responses.AnswerDeviceResult:
        """Do what the person wants."""
        typed = wire.given(form.user_code)
        place, entrance = _place(typed), self._entrance
        visitor = await entrance.browsers.sender(cookies, form.csrf)
        if visitor is None:
            return forbidden(place)
        if form.action == "sign_in":
            return await entrance.sign_in(context, place, visitor, form, _REASON)
        if form.action == "sign_out":
            return await entrance.sign_out(place, visitor)
        caller = visitor.caller
        if caller is None or form.action == "find" or not typed:
            return left(place.location)
        is_allowed = form.action == "allow"
        try:
            was_waiting = await self._devices.decide(
                caller, typed, is_allowed=is_allowed
            )
        except RateLimited as limited:
            return later(limited)
        if was_waiting is None:
            return left(place.location)
        if not was_waiting:
            again = self._asking(visitor, _UNKNOWN)
            return shared.PageAgainTextHtml(
                body=again.content,
                content_security_policy=again.policy,
                cache_control="no-store",
            )
        title = "The device is connected" if is_allowed else "Nothing was allowed"
        text = "You can close this page and go back to the device."
        return opened(message(title, text), visitor)

    def _asking(self, visitor: Visitor, fault: str | None = None) -> WebPage:
        values = self._entrance.values(_place(None), visitor)
        return page("device", {**values, "fault": fault})

    def _consent(
        self, place: PagePlace, visitor: Visitor, device: AskingDevice, typed: str
    ) -> WebPage:
        asked = {
            "client": device.client,
            "wanted": in_words(device.scopes),
            "host": None,
            "code": typed.upper(),
        }
        return page("consent", {**self._entrance.values(place, visitor), **asked})


def _place(typed: str | None) -> PagePlace:
    return PagePlace(PATH, {"user_code": typed} if typed else {})
