"""Mocks of a small contract that has a bit of everything."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from impl.mocks.mock import Mock
from impl.mocks.plan import MockPlan
from impl.mocks.settings import MockOptions
from tests.unit.mocks.driving import Browser, plan


class MakeMock(Protocol):
    """Makes a mock with options of its own, and who talks to it."""

    def __call__(self, **options: object) -> Browser: ...


@pytest.fixture(scope="session")
def kennel_plan() -> MockPlan:
    """The plan of the contract, made once."""
    return plan(Path(__file__).parent / "kennel.yaml")


@pytest.fixture
def mocked(kennel_plan: MockPlan) -> MakeMock:
    """Return what makes mocks of the contract."""

    def make(**options: object) -> Browser:
        # However busy the machine is, no answer that is found comes too late.
        given = {"budget": 60.0, **options}
        return Browser(Mock(kennel_plan, MockOptions(**given)))  # type: ignore[arg-type] # by their names

    return make


@pytest.fixture
def kennel(mocked: MakeMock) -> Browser:
    """Talk to a mock that remembers."""
    return mocked()


@pytest.fixture
def forgetful(mocked: MakeMock) -> Browser:
    """Talk to a mock that remembers nothing."""
    return mocked(remembers=False)
