"""The environment that settings are read from: what is wrong with it, in words."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from pydantic import ValidationError

from impl.settings import Settings
from impl.weak_settings import ADVICE

_PREFIX = "COUNTERSIGN_"
_LIST = "impl/PRODUCTION.md lists them."
# Read where there are no settings yet.
_OTHERS = ("COUNTERSIGN_STATE_FOLDER",)


def environment_name(field: str) -> str:
    """Return the environment variable that sets a field of `Settings`."""
    alias = Settings.model_fields[field].validation_alias
    return str(alias) if alias else f"{_PREFIX}{field.upper()}"


def faults_of(error: ValidationError) -> Iterator[str]:
    """Say what is wrong with each variable; no line holds its value."""
    for fault in error.errors(include_url=False, include_input=False):
        place = str(fault["loc"][0])
        name = environment_name(place) if place in Settings.model_fields else place
        said = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "missing":
            said = f"is not set; {ADVICE}"
        yield f"{name}: {said}"


def unknown_in(environment: Mapping[str, str]) -> Iterator[str]:
    """Say which variables are no settings, although they are called like some."""
    known = [*map(environment_name, Settings.model_fields), *_OTHERS]
    # What all have in common makes none of them more alike.
    short = {name.removeprefix(_PREFIX): name for name in known}
    for name in sorted(environment):
        given = name.upper()
        if not given.startswith(_PREFIX) or given in known:
            continue
        meant = get_close_matches(given.removeprefix(_PREFIX), short, 1, 0.6)
        hint = f"is {short[meant[0]]} meant?" if meant else _LIST
        yield f"{name} is no setting, and is ignored; {hint}"
