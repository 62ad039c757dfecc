"""The bench of comparisons edits as much as it says, and shows what it measured."""

from typing import Any

from scripts.benchmarks.comparing import Cost, edited, render


def test_edits_are_spread() -> None:
    paths: dict[str, dict[str, Any]] = {
        f"/{number}": {"get": {"responses": {}}} for number in range(10)
    }
    changed = edited({"paths": paths}, 2)["paths"]
    assert [path for path in paths if changed[path] != paths[path]] == ["/0", "/5"]
    assert "parameters" not in paths["/0"]["get"]


def test_a_small_contract_is_edited_whole() -> None:
    changed = edited({"paths": {"/a": {"get": {}, "parameters": []}}}, 10)
    assert len(changed["paths"]["/a"]["get"]["parameters"]) == 1


def test_the_table_has_medians_and_the_highest_peak() -> None:
    costs = {
        0: [Cost(1, 1, 50), Cost(3, 1, 60), Cost(2, 1, 55)],
        10: [Cost(4, 1.5, 70)],
    }
    assert render(costs).splitlines()[1:] == [
        "      0     2.00    1.00     60   1.00x",
        "     10     4.00    1.50     70   1.50x",
    ]
