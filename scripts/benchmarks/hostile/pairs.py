"""Pairs of valid documents whose comparison is long."""

from scripts.benchmarks.hostile.shapes import contract, operation

# Days asked for at once, each of which is a comparison of its own.
DAYS = tuple(f"2027-01-{day:02}" for day in range(1, 29))
PROFILE = "deprecation-policy"


def shifted_enum(size: int = 100_000) -> tuple[bytes, bytes]:
    """Return two contracts whose enumerations are shifted by one."""
    return _enum("1.0.0", 0, size), _enum("1.1.0", 1, size)


def _enum(version: str, first: int, size: int) -> bytes:
    values = list(range(first, first + size))
    content = {"application/json": {"schema": {"enum": values}}}
    body = {"required": True, "content": content}
    return contract(
        info={"title": "Hostile", "version": version},
        paths={"/a": {"post": operation(requestBody=body)}},
    )
