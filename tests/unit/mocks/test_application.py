"""A mock behind a service of one's own."""

from pathlib import Path

import pytest

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.implementation import Implementation
from scripts.codegen.runtime.app.routing import OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.options import Options
from scripts.mocking.application import mock
from tests.unit.mocks.driving import Browser
from tests.unit.runtime.harness import InlineContract, operation

KENNEL = Path(__file__).parent / "kennel.yaml"


class Nothing:
    async def list_dogs(self) -> None: ...


@pytest.mark.asyncio
@pytest.mark.parametrize("prefix", ["", "/v2/api"])
async def test_a_mock_answers_what_is_not_implemented(prefix: str) -> None:
    served = Implementation(None, Nothing, Nothing())
    endpoint = Endpoint(
        operation(operation_id="listDogs", path="/dogs"), served.handler("list_dogs")
    )
    runtime = Runtime(InlineContract({}), options=Options(fallback=mock(KENNEL)))
    group = OperationGroup("dogs", [endpoint], is_implemented=False)
    app = ContractApp(runtime, [group], prefix=prefix)
    answer = await Browser(app).send("GET", f"{prefix}/dogs?limit=2")
    assert answer.status == 200
    assert len(answer.json) == 2
    assert (await Browser(app).send("GET", f"{prefix}/dogs?limit=0")).status == 400
