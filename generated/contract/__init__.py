"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:a3c14d22c77dc9cd6cfdb7b1148facf28c4c61b3b11d4a1a0fdcfe12c25168c7",
)
