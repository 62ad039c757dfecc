"""Pages on which people log in and allow programs something."""

from generated import Context, models
from generated.responses import sign_in as responses
from impl.web.authorization_pages import AuthorizationPages
from impl.web.browsers import Cookies
from impl.web.device_pages import DevicePages


class SignInPages:
    """Implements `SignInPort`."""

    def __init__(self, authorization: AuthorizationPages, device: DevicePages) -> None:
        self._authorization = authorization
        self._device = device

    async def show_authorization(
        self,
        context: Context,  # noqa: ARG002 - the generated port
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        others: dict[str, str] | None,
        **request: str | None,
    ) -> responses.ShowAuthorizationResult:
        """Ask a person, who may have to log in first, or send them back."""
        # What the contract names is not all that standards have names for.
        every = {**(others or {}), **request}
        said = {name: it for name, it in every.items() if it is not None}
        cookies = Cookies(countersign_browser, host_countersign_browser)
        return await self._authorization.show(cookies, said)

    async def answer_authorization(
        self,
        context: Context,
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        body: models.PageForm,
    ) -> responses.AnswerAuthorizationResult:
        """Do what the person wants."""
        cookies = Cookies(countersign_browser, host_countersign_browser)
        return await self._authorization.answer(context, cookies, body)

    async def show_device(
        self,
        context: Context,  # noqa: ARG002 - the generated port
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        user_code: str | None,
    ) -> responses.ShowDeviceResult:
        """Ask a person for the code of their device, or about it."""
        cookies = Cookies(countersign_browser, host_countersign_browser)
        return await self._device.show(cookies, user_code)

    async def answer_device(
        self,
        context: Context,
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        body: models.PageForm,
    ) -> responses.AnswerDeviceResult:
        """Do what the person wants."""
        cookies = Cookies(countersign_browser, host_countersign_browser)
        return await self._device.answer(context, cookies, body)
