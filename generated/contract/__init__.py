"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:fe8d9161173491bbdfe069f2b29f296bd14d07087c3f6e5ab994ffbe790d8bd0",
)
