"""Metrics: of one process, of all workers, and with labels that stay few."""

import socket
import urllib.request

import pytest
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest

from impl.telemetry import exposing, metrics
from impl.telemetry.exposing import Fleet
from tests.support.ports import free_port
from tests.support.server import serving, status


def scrape(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        return str(answer.read().decode())


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"countersign_{name}", labels) or 0.0


def test_requests_are_counted_by_class_of_status() -> None:
    labels = {"operation": "none", "method": "other", "status": "4xx"}
    name = "http_request_duration_seconds_count"
    before = value(name, **labels)
    metrics.request(None, None, 404, 0.2)
    metrics.request(None, None, 405, 0.2)
    assert value(name, **labels) == before + 2
    metrics.request(None, None, 0, 0.2)
    assert value(name, **{**labels, "status": "none"}) >= 1


def test_gauges_are_read_when_somebody_looks() -> None:
    metrics.gauge("tests_rooms", "Rooms.", lambda: 1, kind="a")
    metrics.gauge("tests_rooms", "Rooms.", lambda: 2, kind="a")
    metrics.gauge("tests_halls", "Halls.", lambda: 3)
    assert value("tests_rooms", kind="a") == 2
    assert value("tests_halls") == 3


def test_counters_add_up() -> None:
    metrics.count("tests_doors", "Doors.", kind="a")
    metrics.count("tests_doors", "Doors.", 2, kind="a")
    metrics.count("tests_walls", "Walls.")
    assert value("tests_doors_total", kind="a") == 3
    assert value("tests_walls_total") == 1


def test_one_process_answers_for_itself() -> None:
    port = free_port()
    with serving(COUNTERSIGN_METRICS_PORT=str(port)) as server:
        assert status(server.get("/slow")) == 200
        text = scrape(port)
        assert "countersign_event_loop_lag_seconds_count" in text
        assert 'countersign_http_connections{state="idle"}' in text
        assert "process_open_fds" in text


def test_the_watching_process_answers_for_all_workers() -> None:
    port = free_port()
    settings = {"COUNTERSIGN_METRICS_PORT": str(port), "COUNTERSIGN_WORKERS": "2"}
    with serving(**settings) as server:
        assert status(server.get("/slow")) == 200
        up = [f'countersign_worker_up{{worker="{each}"}} 1.0' for each in (1, 2)]
        text = scrape(port)
        while not all(each in text for each in up):
            text = scrape(port)
        for number in (1, 2):
            assert f'process_resident_memory_bytes{{worker="{number}"}}' in text
        assert text.count("# TYPE process_open_fds gauge") == 1
        assert server.stop() == 0


def test_a_port_that_is_taken_ends_the_start() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(COUNTERSIGN_METRICS_PORT=str(port)) as server:
            assert server.process.wait(60) == 2


def test_a_silent_worker_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposing, "_PATIENCE", 0.05)
    fleet = Fleet()
    registry = CollectorRegistry()
    registry.register(fleet)
    number, silent = fleet.admit()
    answering, other = fleet.admit()
    assert (number, answering) == (1, 2)
    exposing.answer(other)
    with silent:
        text = generate_latest(registry).decode()
        assert 'countersign_worker_up{worker="1"} 0.0' in text
        # What comes too late is not taken for an answer to another question.
        asked = silent.recv(4)
        silent.sendall(asked + (2).to_bytes(4) + b"[]")
        fleet.dismiss(2)
        text = generate_latest(registry).decode()
        assert 'worker="2"' not in text
        assert 'countersign_worker_up{worker="1"} 0.0' in text
    fleet.dismiss(1)
    number, line = fleet.admit()
    line.close()
    assert number == 1
    fleet.dismiss(1)
