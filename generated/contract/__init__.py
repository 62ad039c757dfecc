"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:feb0eb068305a02c809be1624f9037da7bc988ac276bd75eda2d6ba65a00a720",
)
