"""Packages of public contracts, shared by all processes of a run."""

from collections.abc import Callable, Iterator

import pytest

from tests.corpus.packages import Package, compiled
from tests.integration.conftest import generous, quick_start, service, warm_servers
from tests.support.corpus import Contract
from tests.support.warm_python import WarmPython, warm_python

__all__ = ["generous", "package_of", "quick_start", "service", "warm_servers"]
# What fuzzes packages, what they need, and what serves them.
_LIBRARIES = ("schemathesis.cli", "fastapi", "uvicorn", "jiter", "jsonschema_rs")


@pytest.fixture(scope="session")
def python() -> Iterator[WarmPython]:
    """An interpreter in which programs about packages begin at once."""
    with warm_python(*_LIBRARIES) as started:
        yield started


@pytest.fixture(scope="session")
def package_of(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, python: WarmPython
) -> Callable[[Contract], Package]:
    base = tmp_path_factory.getbasetemp()
    # Workers of one run have neighbouring folders.
    shared = base if worker_id == "master" else base.parent
    return lambda contract: compiled(contract, shared / "corpus", python)
