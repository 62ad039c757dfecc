"""Write values as YAML or JSON, for places where no text of theirs fits."""

import json
import re
from typing import Any

import yaml

from impl.engine.text.yaml_scalars import value_of

# What a YAML reader would fold or refuse, though JSON lets it stand as it is.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
# libyaml reads keys of up to 1024 signs without a question mark before them.
_LONGEST_KEY = 1000
_TEXT = "tag:yaml.org,2002:str"
_WIDEST = 2**31


class _Dumper(yaml.SafeDumper):
    """Writes block style, and quotes what the core schema would not read as a text."""

    indents_lists = True

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - overrides
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless and not self.indents_lists)

    def check_simple_key(self) -> bool:
        event = self.event
        if not isinstance(event, yaml.ScalarEvent):
            return bool(super().check_simple_key())
        return len(event.value) < _LONGEST_KEY and "\n" not in event.value

    def represent_text(self, value: str) -> yaml.ScalarNode:
        style = None
        if _UNSAFE.search(value):
            style = '"'
        elif "\n" in value.rstrip("\n") or value.endswith("\n"):
            style = '"' if value.endswith("\n\n") or not value.strip() else "|"
        elif not _is_text(value):
            style = "'"
        return self.represent_scalar(_TEXT, value, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)


class _FlatDumper(_Dumper):
    indents_lists = False


def block_lines(value: Any, *, indents_lists: bool) -> list[str]:
    """Write an object or an array as YAML in block style, one string for each line."""
    written = yaml.dump(
        value,
        Dumper=_Dumper if indents_lists else _FlatDumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=_WIDEST,
    )
    return str(written).removesuffix("\n").split("\n")


def flow_text(value: Any, *, indent: str | None = None, is_tight: bool = False) -> str:
    """Write a value as JSON, which YAML reads in braces and brackets too.

    Args:
        value: what to write.
        indent: of each level, on lines of its own; None for one line.
        is_tight: without spaces behind commas and colons.
    """
    separators = (",", ":") if is_tight else None
    written = json.dumps(
        value, ensure_ascii=False, indent=indent, separators=separators
    )
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def plain_text(value: Any) -> str | None:
    """Write a text without quotes, if every YAML reader takes it for one."""
    if not isinstance(value, str) or not _PLAIN.fullmatch(value):
        return None
    resolve: Any = yaml.SafeLoader("").resolve
    is_old_text = resolve(yaml.ScalarNode, value, (True, False)) == _TEXT
    return value if is_old_text and _is_text(value) else None


def _is_text(value: str) -> bool:
    try:
        return value_of(value) == value and isinstance(value_of(value), str)
    except ValueError:
        return False
