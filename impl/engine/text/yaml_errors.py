"""Where YAML is broken, and where libyaml only thinks so."""

import re

import yaml

from impl.engine.diagnostics.catalogue import fault
from impl.engine.diagnostics.diagnostic import DocumentError, Position

_TABS = re.compile(r"([ \t]*)(?:#[^\n]*)?$", re.MULTILINE)


def without_tabs(text: str, error: yaml.MarkedYAMLError) -> str | None:
    """Put spaces for the tabs of a line without content that libyaml refuses.

    YAML lets a comment follow any white space (YAML 1.2.2, 6.6). None for another
    line.
    """
    mark = error.problem_mark
    if mark is None or text[mark.index : mark.index + 1] != "\t":
        return None
    start = text.rfind("\n", 0, mark.index) + 1
    blank = _TABS.match(text, start)
    if blank is None:
        return None
    spaces = " " * len(blank.group(1))
    return f"{text[:start]}{spaces}{text[blank.end(1) :]}"


def syntax_error(error: yaml.MarkedYAMLError, text: str, name: str) -> DocumentError:
    """Say where and why libyaml cannot read a text."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if mark and text[mark.index : mark.index + 1] == "\t":
        what = "A tab stands here, but YAML is indented with spaces."
    else:
        reasons = ", ".join(part for part in (error.context, error.problem) if part)
        what = f"The YAML is broken: {reasons}."
    return DocumentError([fault("CS1004", "", Position(line, column, name), what)])
