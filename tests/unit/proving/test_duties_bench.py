"""What is left out of the service to see what it costs is there, and then is not."""

import json
import subprocess
import sys

import pytest

from scripts.benchmarks.duties import BARE, EVERYTHING, held, render
from scripts.benchmarks.leaving_out import DUTIES
from scripts.benchmarks.load import requests_of
from scripts.benchmarks.table import Measurement
from scripts.proving.service import ROOT


def test_every_duty_can_be_left_out() -> None:
    # In a process of its own: nothing comes back.
    program = (
        "from scripts.benchmarks.leaving_out import DUTIES, leave_out\n"
        "leave_out(DUTIES)\n"
        "from impl import app\n"
        "from impl.http import guard, observing\n"
        "from impl.services import audit\n"
        "from impl.services.rate_limits import RateLimiter\n"
        "left = [app.CallerAuthenticator, app.RequestRates, RateLimiter.attempt,\n"
        "    RateLimiter.take, guard.ConcurrencyLimit, guard.HeldBodies,\n"
        "    observing.requests.log, observing.metrics.request, audit.record]\n"
        "print({each.__module__ for each in left})\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "{'scripts.benchmarks.leaving_out'}"


@pytest.mark.parametrize(("bare", "is_held"), [(124.0, True), (126.0, False)])
def test_all_together_may_cost_a_quarter(bare: float, is_held: bool) -> None:
    shapes = {
        EVERYTHING: [Measurement(100.0, 1.0, 2.0)],
        "without log": [Measurement(110.0, 1.0, 2.0)],
        BARE: [Measurement(bare, 1.0, 2.0)],
    }
    results = {"GET one": shapes}
    assert held(results) is is_held
    assert f"{bare / 100:.2f}x" in render(results)
    assert len(DUTIES) == 5


def test_each_path_has_its_turn_and_each_body_is_another() -> None:
    asked = {
        "port": 1,
        "token": "t",
        "method": "PATCH",
        "paths": ["/v1/a", "/v1/b"],
        "body": '{"description": "Change @."}',
        "fields": {"If-Match": "*"},
    }
    bodies = []
    for request, path in zip(requests_of(asked), "aba", strict=False):
        head, _, body = request.partition(b"\r\n\r\n")
        assert head.startswith(f"PATCH /v1/{path} HTTP/1.1\r\n".encode())
        assert b"\r\nIf-Match: *" in head
        assert f"\r\nContent-Length: {len(body)}".encode() in head
        bodies.append(json.loads(body)["description"])
    assert len({*bodies}) == 3
