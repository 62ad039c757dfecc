"""Docstrings of any text, for the templates of the routers."""

import re
import textwrap

_BLOCK = re.compile(r"^(\s{2,}|[-*+>|#`]|\d+[.)] )", re.MULTILINE)


def docstring(*paragraphs: str) -> str:
    """Return a docstring of the paragraphs that are not empty."""
    texts = [text.strip() for text in paragraphs if text.strip()]
    body = "\n\n".join(map(_wrap, texts))
    plain = body.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if "\n" not in plain and len(plain) < 70 and not plain.endswith('"'):
        return f'"""{plain}"""'
    return f'"""{plain}\n"""'


def in_contract(reference: str) -> str:
    """Return a sentence that says where the contract describes something."""
    return f"`{reference}` in the contract."


def _wrap(text: str) -> str:
    # Paragraphs are filled anew; lists, tables and code keep their lines.
    return "\n\n".join(
        block if _BLOCK.search(block) else _fill(block)
        for block in re.split(r"\n\s*\n", text)
    )


def _fill(paragraph: str) -> str:
    words = " ".join(paragraph.split())
    return textwrap.fill(words, 76, break_long_words=False, break_on_hyphens=False)
