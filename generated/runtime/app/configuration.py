# A copy of Countersign's scripts/codegen/runtime/app/configuration.py.
"""What every operation of an application shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..checking.checker import Checker
from ..contract.contract import Contract
from ..contract.gate import Gate
from ..contract.operation import SecurityScheme
from ..errors.errors import Errors
from ..http.context import Context
from ..http.refusal import Refusal
from ..limits.rate_limits import RateLimits, RateLimitsInMemory
from ..options import Options
from ..security.authorisation import Security

Translate = Callable[[Exception, Context], Refusal | None]


@dataclass(frozen=True, slots=True)
class Runtime:
    """What every operation of an application shares.

    Attributes:
        contract: the compiled contract. schemes: its security schemes. authenticator:
        has a method for each scheme; without one any credentials will do. translate:
        turns an exception of a handler into a refusal, or returns None. options:
        settings.
    """

    contract: Contract
    schemes: tuple[SecurityScheme, ...] = ()
    authenticator: object | None = None
    translate: Translate | None = None
    options: Options = field(default_factory=Options)
    security: Security = field(init=False)
    errors: Errors = field(init=False)
    checker: Checker = field(init=False)
    rate_limits: RateLimits = field(init=False)

    def __post_init__(self) -> None:
        security = Security(self.schemes, self.authenticator)
        object.__setattr__(self, "security", security)
        object.__setattr__(self, "errors", Errors(self.gate))
        checker = Checker(self.gate, self.options.max_body_values)
        object.__setattr__(self, "checker", checker)
        options = self.options
        limiter = options.rate_limits or RateLimitsInMemory(options.holder)
        object.__setattr__(self, "rate_limits", limiter)

    @property
    def gate(self) -> Gate:
        """The gate made from the contract's schemas."""
        return self.contract.gate
