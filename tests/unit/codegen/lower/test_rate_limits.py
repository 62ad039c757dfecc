"""Which limit an operation has: its own, or that of the contract, or none."""

from __future__ import annotations

from pathlib import Path

from scripts.codegen.advise.undeclared_errors import reachable_errors
from scripts.codegen.runtime.contract.operation import RateLimit
from tests.unit.codegen.lowering import package

CONTRACT = """\
x-rate-limit: {quota: 600, window: 60}
paths:
  /own:
    get:
      operationId: get_own
      x-rate-limit: {quota: 5, window: 1, by: address}
      responses: {'204': {description: d}}
  /named:
    get:
      operationId: get_named
      x-rate-limit: {quota: 7, window: 2, by: everybody, name: few}
      responses: {'204': {description: d}}
  /none:
    get:
      operationId: get_none
      x-rate-limit: false
      responses: {'204': {description: d}}
  /words-of-others:
    get:
      operationId: get_words
      x-rate-limit: 120/min
      responses: {'204': {description: d}}
  /other:
    get:
      operationId: get_other
      responses: {'204': {description: d}}
      callbacks:
        told:
          '{$request.query.url}':
            post: {responses: {'204': {description: d}}}
  /größe:
    get:
      x-rate-limit: {quota: 1, window: 1}
      responses: {'204': {description: d}}
"""
LIMITS = {
    "/own": RateLimit("get_own", 5, 1, "address"),
    "/named": RateLimit("few", 7, 2, "everybody"),
    "/none": None,
    "/words-of-others": RateLimit("default", 600, 60),
    "/other": RateLimit("default", 600, 60),
    "/größe": RateLimit(r"get /gr\xf6\xdfe", 1, 1),
}


def test_the_nearest_word_counts(tmp_path: Path) -> None:
    compiled = package(tmp_path, CONTRACT)
    [group] = compiled.groups
    found = {
        endpoint.operation.path: endpoint.operation.rate_limit
        for endpoint in group.endpoints
    }
    assert found == LIMITS
    # What others answer is theirs to limit.
    [sender] = compiled.senders
    assert [each.operation.rate_limit for each in sender.endpoints] == [None]


def test_a_limit_can_be_used_up(tmp_path: Path) -> None:
    [group] = package(tmp_path, CONTRACT).groups
    for endpoint in group.endpoints:
        is_limited = endpoint.operation.rate_limit is not None
        assert (429 in reachable_errors(endpoint.operation)) == is_limited
