"""The contract that this package was compiled from, byte for byte."""

from pathlib import Path
from typing import Final

from ..runtime.contract import Contract

CONTRACT: Final = Contract(
    Path(__file__).parent,
    document="openapi.yaml",
    media_type="application/yaml",
    digest="sha256:fef7d81186661464a434fa20ed4ebd1ff5e0a6e79d12fc92614c3489a44aa3da",
)
