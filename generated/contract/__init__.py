"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:2e02617c82b8f3a29d6f900a4eb4ee8b5b0d446cc5dddeefa2608bf9f8d5acfa",
)
