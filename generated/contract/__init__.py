"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:b8f96553b66379302aa970da16e4ced337511099f0ff15e2030dbac62206d1ed",
)
