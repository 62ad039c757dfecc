"""What impl/INVENTORY.md lists is what there is."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

from impl.repositories import personal_data
from impl.tables import metadata
from impl.telemetry import incidents

ROOT = Path(__file__).parents[2]
_TEXT = (ROOT / "impl" / "INVENTORY.md").read_text("utf-8")
_LOGGING = {"debug", "info", "warning", "error", "exception", "critical", "log"}
_SIGNED = re.compile(r"[REP]S(?:256|384|512)|EdDSA|Ed25519|A256GCM|HS\d+")
_ALGORITHMS = {
    "hashlib.sha256": "SHA-256",
    "hashlib.blake2b": "BLAKE2b",
    "hashlib": "a hash that is not listed",
    "hmac.compare_digest": "",
    "hmac": "HMAC",
    "secrets.compare_digest": "",
    "secrets": "randomness for secrets",
    "random": "other randomness",
    "ssl": "TLS",
}
# What names a value by which something is opened.
_SECRET = re.compile(r"sealed|hash|secret")
_DIGESTS = {"account_tokens", "api_keys", "passkey_challenges", "recovery_codes"}


def table(title: str, which: int = 0) -> list[list[str]]:
    """Return the cells of a section's table."""
    section = _TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    blocks = [each for each in section.strip().split("\n\n") if each[0] == "|"]
    rows = blocks[which].strip().splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@cache
def sources() -> dict[str, ast.Module]:
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in (ROOT / "impl").rglob("*.py")
    }


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path, node


def names(cell: str) -> list[str]:
    return [each.strip("` ") for each in cell.split(",")]


def services_that_call(functions: set[str]) -> set[str]:
    return {
        Path(path).stem
        for path, call in calls()
        if path.startswith("impl/services/") and ast.unparse(call.func) in functions
    }


def test_ways_to_log_in() -> None:
    """Whatever opens a session, a grant or a request stands in one of these."""
    listed = [name for *_, where in table("Ways to log in") for name in names(where)]
    openings = {
        *("open_session", "oauth_grants.create"),
        *("access_tokens.issue_of_client", "api_keys.find_holder"),
    }
    assert sorted(listed) == sorted(services_that_call(openings))
    # Nobody goes past it.
    assert services_that_call({"sessions.create"}) == {"session_openings"}


def test_keys() -> None:
    """Each purpose that a key is derived for is listed, and no other."""
    rows = table("Keys")
    listed = [name for purpose, *_ in rows for name in names(purpose)]
    derived = {
        str(call.args[1].value)
        for _, call in calls()
        if ast.unparse(call.func) == "derive" and isinstance(call.args[1], ast.Constant)
    }
    others = {"access tokens", "messages to webhooks", "authenticators"}
    assert sorted(listed) == sorted(derived | others)


def algorithm_of(node: ast.AST, room: str) -> str | None:
    """Return the algorithm that a place in the code names, if it names one."""
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return _ALGORITHMS.get(f"{module}.{name}", _ALGORITHMS.get(module))
        case ast.Name(id="PasswordHasher"):
            return "argon2id"
        case ast.Constant(value=str(text)) if room == "security":
            return text if _SIGNED.fullmatch(text) else None
    return None


def found_algorithms() -> dict[str, set[str]]:
    """Return which packages use which algorithm."""
    found = defaultdict(set)
    for path, tree in sources().items():
        room = path.split("/")[1]
        for node in ast.walk(tree):
            if algorithm := algorithm_of(node, room):
                found[algorithm].add(room)
    return found


def test_algorithms() -> None:
    listed = defaultdict(set)
    for algorithm, _, where in table("Algorithms"):
        for each in names(algorithm):
            listed[each].update(names(where))
    assert listed == found_algorithms()


def test_primitives_come_from_these_libraries_alone() -> None:
    others = {"cryptography", "nacl", "Crypto", "jose", "jwt", "passlib", "bcrypt"}
    for path, tree in sources().items():
        for node in ast.walk(tree):
            match node:
                case ast.ImportFrom(module=str(module)):
                    given = [module]
                case ast.Import(names=imported):
                    given = [each.name for each in imported]
                case _:
                    continue
            assert not others & {each.split(".")[0] for each in given}, path


def test_each_table_has_a_class() -> None:
    rows = {name: (kind, rest) for name, kind, rest in table("Data", 1)}
    assert list(rows) == sorted(metadata.tables)
    classes = {kind for kind, *_ in table("Data")}
    spoken_of = {*personal_data.tables(), *personal_data.UNREADABLE}
    for name, (kind, rest) in rows.items():
        others = dict(
            each.strip().split(": ") for each in filter(None, rest.split(";"))
        )
        assert {kind, *others} <= classes, name
        columns = metadata.tables[name].columns
        for listed in others.values():
            assert set(names(listed)) <= set(columns.keys()), name
        assert set(names(others.get("secret", ""))) - {""} == {
            each.name
            for each in columns
            if _SECRET.search(each.name)
            or each.name in {"code_digest", "device_digest", "user_digest"}
            or (each.name == "digest" and name in _DIGESTS)
        }, name
        people = {
            each.name
            for each in columns
            if any(key.column.table.name == "people" for key in each.foreign_keys)
        }
        personal = set(names(others.get("personal", "")))
        assert kind == "personal" or people <= personal, name
        assert name not in spoken_of or kind == "personal" or personal - {""}, name


def logged() -> set[str]:
    """Return each message that the service logs; `…` is what varies."""
    found = {*get_args(incidents.Event)}
    for path, call in calls():
        is_logger = (
            isinstance(call.func, ast.Attribute)
            and call.func.attr in _LOGGING
            and "_LOGGER" in ast.unparse(call.func.value)
        )
        if is_logger:
            texts = [
                each.value
                for each in call.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            assert texts, f"{path} logs what can't be looked up"
            found.add(re.sub(r"%[sd]", "…", texts[0]))
    return found


def test_log_lines() -> None:
    listed = [message.strip("`") for message, *_ in table("Log lines")]
    assert sorted(listed) == sorted(logged())


def test_risky_libraries_are_those_that_are_installed() -> None:
    pins = (ROOT / "scripts" / "requirements" / "runtime.txt").read_text("utf-8")
    installed = set(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", pins, re.MULTILINE))
    for library, *_ in table("Libraries that are a risk"):
        assert set(names(library)) <= installed
