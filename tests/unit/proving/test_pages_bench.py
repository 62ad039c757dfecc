"""Pages that take too long, or are too large, are missed."""

import pytest

from scripts.benchmarks.browsing import PageCost, multiplied, render


@pytest.mark.parametrize(
    ("cost", "is_held"),
    [
        (PageCost("p", 1000, (0.1,) * 19 + (9.0,), 0.05), False),
        (PageCost("p", 1000, (0.1,) * 39 + (9.0,), 0.05), True),
        (PageCost("p", 400_000, (0.1,), 0.05), False),
        (PageCost("p", 400_000, (3.0,), 0.9, is_huge=True), True),
        (PageCost("p", 1000, (3.0,), 1.1, is_huge=True), False),
    ],
)
def test_what_is_missed(cost: PageCost, is_held: bool) -> None:
    assert cost.is_held is is_held
    assert ("MISSED" in render([cost])) is not is_held


def test_a_contract_grows_by_its_paths() -> None:
    operation = {"operationId": "a", "responses": {"204": {"description": "d"}}}
    content = {"openapi": "3.1.0", "paths": {"/a": {"get": operation}}}
    found = multiplied(content, 1000)["paths"]
    assert len(str(found)) > 900
    ids = [item["get"]["operationId"] for item in found.values()]
    assert len({*ids}) == len(ids)
    assert operation["operationId"] == "a"
