"""The port of the tag `second_factor`.

Codes that log-in takes beside the password.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import second_factor as responses
from ..runtime.http.context import Context, not_implemented


class SecondFactorPort(Protocol):
    """What an implementation of `second_factor` provides."""

    async def get_second_factor(
        self,
        context: Context,
    ) -> responses.GetSecondFactorResult:
        """Does one's own log-in take a code?

        It does once `confirm_second_factor` got the first one.

        `#/paths/~1v1~1people~1me~1second-factor/get` in the contract.
        """
        ...

    async def begin_second_factor(
        self,
        context: Context,
        *,
        body: models.SecondFactorBeginning,
    ) -> responses.BeginSecondFactorResult:
        """Begin to use codes

        Makes a secret for an authenticator (TOTP, RFC 6238). Nothing changes until
        `confirm_second_factor` gets a code that it shows; until then another secret can be had.
        Codes are in use already: 409 `second_factor_on`.

        `#/paths/~1v1~1people~1me~1second-factor/put` in the contract.
        """
        ...

    async def confirm_second_factor(
        self,
        context: Context,
        *,
        body: models.SecondFactorConfirmation,
    ) -> responses.ConfirmSecondFactorResult:
        """Use codes from now on

        Takes the first code of the authenticator, and answers with recovery codes,
        each of which stands in for a code once. Other sessions go on. A code that
        is wrong: 422 `invalid_code`; nothing was begun, or codes are in use: 409
        `second_factor_off` or `second_factor_on`.

        `#/paths/~1v1~1people~1me~1second-factor~1confirmation/post` in the contract.
        """
        ...

    async def remove_second_factor(
        self,
        context: Context,
        *,
        body: models.SecondFactorRemoval,
    ) -> responses.RemoveSecondFactorResult:
        """Use no codes any more

        Takes the password and a code, or a recovery code. A code that is wrong: 422
        `invalid_code`; none are in use: 409 `second_factor_off`.

        `#/paths/~1v1~1people~1me~1second-factor~1removal/post` in the contract.
        """
        ...


class UnimplementedSecondFactor:
    """Answers 501 to every operation of `second_factor`."""

    async def get_second_factor(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def begin_second_factor(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def confirm_second_factor(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def remove_second_factor(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
