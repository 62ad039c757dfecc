"""Packages of public contracts, shared by all processes of a run."""

from collections.abc import Callable

import pytest

from tests.corpus.packages import Package, compiled
from tests.integration.conftest import engine_address, generous, quick_start, service
from tests.support.corpus import Contract

__all__ = ["engine_address", "generous", "package_of", "quick_start", "service"]


@pytest.fixture(scope="session")
def package_of(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[Contract], Package]:
    base = tmp_path_factory.getbasetemp()
    # Workers of one run have neighbouring folders.
    shared = base if worker_id == "master" else base.parent
    return lambda contract: compiled(contract, shared / "corpus")
