"""YAML as it is feared: aliases, merge keys, depth, tags, many keys."""

from collections.abc import Callable, Mapping

_HEAD = "openapi: 3.1.0\ninfo: {title: Hostile, version: 1.0.0}\npaths: {}\n"


def entries() -> Mapping[str, Callable[[], bytes]]:
    """Return the makers of these documents, by name."""
    return {
        "yaml-keys-1000000": lambda: _with(
            "x-a:\n" + "".join(f"  k{number}: 1\n" for number in range(1_000_000))
        ),
        "yaml-flow-keys-500000": lambda: _with(
            "x-a: {" + ", ".join(f"k{number}: 1" for number in range(500_000)) + "}\n"
        ),
        "yaml-lines-2000000": lambda: _with("x-a:\n" + "- 1\n" * 2_000_000),
        "yaml-billion-laughs": lambda: _with(_laughs(9, 9)),
        "yaml-quadratic-aliases": lambda: _with(
            "x-a: &a " + "a" * 100_000 + "\nx-b: [" + "*a, " * 100_000 + "1]\n"
        ),
        "yaml-alias-of-itself": lambda: _with("x-a: &a\n  b: *a\n"),
        "yaml-anchors-200000": lambda: _with(
            "x-a:\n" + "".join(f"- &a{number} 1\n" for number in range(200_000))
        ),
        "yaml-merge-keys": lambda: _with(_merges(5000)),
        "yaml-merge-doubling": lambda: _with(_merge_doubling(30)),
        "yaml-depth-100000": lambda: _with("x-a: " + "[" * 100_000 + "]" * 100_000),
        "yaml-block-depth-3000": lambda: _with(
            "x-a:\n" + "".join(" " * (n + 1) + "a:\n" for n in range(3000))
        ),
        "yaml-tag-of-python": lambda: _with(
            "x-a: !!python/object/apply:os.getpid []\n"
        ),
        "yaml-unknown-tag": lambda: _with("x-a: !secret 1\n"),
        "yaml-two-documents": lambda: _with("---\na: 1\n"),
        "yaml-100000-documents": lambda: _with("--- 1\n" * 100_000),
        "yaml-equal-keys": lambda: _with("x-a: 1\nx-a: 2\n"),
        "yaml-equal-keys-200000": lambda: _with("x-a: 1\n" * 200_000),
        "yaml-complex-key": lambda: _with("? [a, b]\n: 1\n"),
        "yaml-numbers-as-keys": lambda: _with("x-a: {1: a, 0x1: b, 01: c, 1.0: d}\n"),
        "yaml-sexagesimal": lambda: _with("x-a: " + "1:" * 100_000 + "1\n"),
        "yaml-not-a-number": lambda: _with("x-a: .nan\nx-b: .inf\n"),
        "yaml-big-integer": lambda: _with("x-a: " + "9" * 1_000_000 + "\n"),
        "yaml-long-scalar-15mb": lambda: _with("x-a: |\n" + " aaaaaaaaa\n" * 1_300_000),
        "yaml-unclosed-quote-15mb": lambda: _with('x-a: "' + "a " * 7_500_000),
        "yaml-comments-15mb": lambda: _with("# a comment\n" * 1_200_000),
        "yaml-tabs": lambda: _with("x-a:\n\t- 1\n" * 10_000),
        "yaml-timestamps-200000": lambda: _with(
            "x-a:\n" + "- 2026-02-30T25:61:61Z\n" * 200_000
        ),
    }


def _with(text: str) -> bytes:
    return (_HEAD + text).encode()


def _laughs(depth: int, width: int) -> str:
    lines = ["x-0: &a0 [lol]\n"]
    for step in range(1, depth + 1):
        inner = ", ".join([f"*a{step - 1}"] * width)
        lines.append(f"x-{step}: &a{step} [{inner}]\n")
    return "".join(lines)


def _merges(count: int) -> str:
    keys = "".join(f"  k{number}: 1\n" for number in range(count))
    return f"x-a: &a\n{keys}x-b:\n" + "".join(
        f"  m{number}: {{<<: *a}}\n" for number in range(count)
    )


def _merge_doubling(depth: int) -> str:
    lines = ["x-0: &a0 {a: 1}\n"]
    for step in range(1, depth + 1):
        last = step - 1
        lines.append(
            f"x-{step}: &a{step} {{<<: [*a{last}, *a{last}], b{step}: *a{last}}}\n"
        )
    return "".join(lines)
