"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:498a19e36ffafeba81617046a11cb19a0a1743e0d678b35ecfae1a16c08058a3",
)
