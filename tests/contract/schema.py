"""The contract as the fuzzer has it."""

from copy import deepcopy
from functools import cache
from typing import Any

import schemathesis

from tests.support.contract import document


@cache
def schema() -> Any:
    """Return it, loaded when it is first asked for."""
    return schemathesis.openapi.from_dict(deepcopy(document()))


def operation() -> Any:
    """Return an operation that takes conditions."""
    return schema()["/v1/teams/{team_id}"]["GET"]
