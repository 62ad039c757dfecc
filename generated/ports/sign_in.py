"""The port of the tag `sign_in`.

Pages on which people log in and allow programs something.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import sign_in as responses
from ..runtime.http.context import Context, not_implemented


class SignInPort(Protocol):
    """What an implementation of `sign_in` provides."""

    async def show_authorization(
        self,
        context: Context,
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        response_type: models.OAuthParameter | None,
        client_id: models.OAuthParameter | None,
        redirect_uri: models.OAuthParameter | None,
        scope: models.OAuthParameter | None,
        state: models.OAuthParameter | None,
        code_challenge: models.OAuthParameter | None,
        code_challenge_method: models.OAuthParameter | None,
        others: dict[str, models.OAuthParameter] | None,
    ) -> responses.ShowAuthorizationResult:
        """Where a client sends a person to be allowed something

        The authorization endpoint of [RFC 6749 §3.1](https://www.rfc-editor.org/rfc/rfc6749#section-3.1)
        for the response type `code` with PKCE (RFC 7636, `S256` alone): a page where the person logs
        in and says yes or no. What is wrong with a request is told to the client by a redirection,
        but to no address that is not registered for it. The answer carries `iss` (RFC 9207).
        Of others, `prompt=none` is told that somebody would have to be asked (`login_required`,
        `consent_required`), and a `response_mode` but `query` is refused; the rest is ignored.

        `#/paths/~1oauth~1authorize/get` in the contract.
        """
        ...

    async def answer_authorization(
        self,
        context: Context,
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        body: models.PageForm,
    ) -> responses.AnswerAuthorizationResult:
        """What a person does on the page

        Sent by the forms of the page; they carry the request for authorization
        along, which is looked at anew.

        `#/paths/~1oauth~1authorize/post` in the contract.
        """
        ...

    async def show_device(
        self,
        context: Context,
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        user_code: str | None,
    ) -> responses.ShowDeviceResult:
        """Where a person types in the code that a device shows

        The page of `verification_uri` (RFC 8628 §3.3).

        `#/paths/~1oauth~1device/get` in the contract.
        """
        ...

    async def answer_device(
        self,
        context: Context,
        *,
        countersign_browser: str | None,
        host_countersign_browser: str | None,
        body: models.PageForm,
    ) -> responses.AnswerDeviceResult:
        """What a person does on the page of a device

        Sent by the forms of the page.

        `#/paths/~1oauth~1device/post` in the contract.
        """
        ...


class UnimplementedSignIn:
    """Answers 501 to every operation of `sign_in`."""

    async def show_authorization(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def answer_authorization(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def show_device(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def answer_device(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
