"""Codes that log-in takes beside the password."""

from generated import Context, models
from generated.responses import second_factor as responses
from impl.http.callers import caller_of
from impl.services.second_factors import SecondFactors


class SecondFactorHandler:
    """Implements `SecondFactorPort`."""

    def __init__(self, factors: SecondFactors) -> None:
        self._factors = factors

    async def get_second_factor(self, context: Context) -> responses.GetSecondFactor200:
        """Tell whether the caller's log-in takes a code."""
        factor = await self._factors.get(caller_of(context))
        return responses.GetSecondFactor200(
            body=models.SecondFactor(
                is_on=factor.is_on, recovery_codes_left=factor.codes_left
            )
        )

    async def begin_second_factor(
        self, context: Context, *, body: models.SecondFactorBeginning
    ) -> responses.BeginSecondFactor200:
        """Make a secret."""
        made = await self._factors.begin(caller_of(context), body.current_password)
        return responses.BeginSecondFactor200(
            body=models.SecondFactorSecret(secret=made.secret, uri=made.uri),
            cache_control="no-store",
        )

    async def confirm_second_factor(
        self, context: Context, *, body: models.SecondFactorConfirmation
    ) -> responses.ConfirmSecondFactor200:
        """Take the first code."""
        codes = await self._factors.confirm(caller_of(context), body.code)
        return responses.ConfirmSecondFactor200(
            body=models.RecoveryCodes(recovery_codes=codes), cache_control="no-store"
        )

    async def remove_second_factor(
        self, context: Context, *, body: models.SecondFactorRemoval
    ) -> responses.RemoveSecondFactor204:
        """Do without codes."""
        await self._factors.remove(caller_of(context), body.current_password, body.code)
        return responses.RemoveSecondFactor204()
