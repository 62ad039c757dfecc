"""Read YAML 1.2 as its core schema says, and only what JSON can say too.

libyaml's event stream is used because it is fast and never recurses; events become
values and places in one loop, so that a limit stops the reading where it is broken.
"""

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from impl.engine.diagnostics.catalogue import fault, quote
from impl.engine.diagnostics.diagnostic import DocumentError, Fault, Position
from impl.engine.openapi.pointers import escape
from impl.engine.text.limits import Limits
from impl.engine.text.source_map import Lines, Mark, SourceMap
from impl.engine.text.yaml_errors import syntax_error, without_tabs
from impl.engine.text.yaml_parser_stack import Anchor, Double, Frame, mark_of
from impl.engine.text.yaml_scalars import HINTS, as_text, value_of

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_MERGE = "<<"
# Tags of the core schema that say what the value is anyway (YAML 1.2.2, 10.3.1).
_CORE = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(_CORE + name for name in ("bool", "float", "int", "null"))
_TEXT_TAGS = frozenset(_CORE + name for name in ("map", "merge", "seq", "str"))
_CODE = re.compile(r"[1-5][0-9]{2}")


def parse(
    text: str, name: str, limits: Limits
) -> tuple[Any, SourceMap, tuple[Fault, ...]]:
    """Read a YAML text into plain values and their places, and tell of slips in it.

    Raises:
        DocumentError: the text is not YAML, says what JSON cannot, or breaks a limit.
    """
    control = _CONTROL.search(text)
    if control:
        position = Position(*Lines(text).mark(control.start()), name)
        what = f"The character U+{ord(control.group()):04X} may not stand here."
        raise DocumentError([fault("CS1015", "", position, what)])
    try:
        builder = _built(text, name, limits)
    except yaml.MarkedYAMLError as error:
        raise syntax_error(error, text, name) from None
    except yaml.reader.ReaderError as error:
        position = Position(*Lines(text).mark(error.position), name)
        what = f"The YAML text is broken: {error.reason}."
        raise DocumentError([fault("CS1004", "", position, what)]) from None
    if builder.root is None:
        where = Position(1, 1, name)
        raise DocumentError([fault("CS1006", "", where, "The document is empty.")])
    return builder.content, builder.root, tuple(builder.slips)


def _built(text: str, name: str, limits: Limits, again: int = 20) -> "_Builder":
    builder = _Builder(name, limits)
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mended = without_tabs(text, error)
        if mended is None or not again:
            raise
        return _built(mended, name, limits, again - 1)
    return builder


class _Builder:
    """Turn events into values, places and measures."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.content: Any = None
        self.root: SourceMap | None = None
        self.slips: list[Fault] = []
        self._name = name
        self._limits = limits
        self._frames: list[Frame] = []
        self._anchors: dict[str, Anchor] = {}
        self._nodes = 0
        self._alias_nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {}, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [], [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                what = "A second YAML document starts here."
                self._fail("CS1014", mark_of(event), what)

    def _scalar(self, event: Any) -> None:
        self._refuse_tag(event)
        frame = self._frames[-1] if self._frames else None
        if frame and type(frame.content) is dict and frame.key_mark is None:
            self._key(event, frame)
            return
        mark = mark_of(event)
        value = event.value
        is_plain = event.implicit[0] or event.tag in _PLAIN_TAGS
        if is_plain and (not value or value[0] in HINTS):
            read = self._as_written if self._is_version() else self._plain
            value = read(value, mark)
        place = self._attach(value, mark, 1)
        if event.anchor:
            self._anchors[event.anchor] = Anchor(value, place, 1, complete=True)

    def _key(self, event: Any, frame: Frame) -> None:
        mark = mark_of(event)
        key = event.value
        if key == _MERGE and (event.implicit[0] or event.tag == f"{_CORE}merge"):
            frame.merge_mark = mark
            what = "Merge keys are not part of YAML 1.2. It is read as in YAML 1.1."
            self._note("CS1011", mark, what)
        frame.key, frame.key_mark = key, mark
        if event.implicit[0] and _CODE.fullmatch(key) and self._is_in_responses():
            what = f"The response code {key} has no quotes. It is read as a text."
            self._note("CS1414", mark, what)
        if key in frame.content:
            frame.place.children.pop(key)  # type: ignore[union-attr]  # the children's type follows the content's
            pointer = "".join(self._tokens())
            frame.doubles.append(Double(key, frame.content.pop(key), mark, pointer))
        if event.anchor:
            self._anchors[event.anchor] = Anchor(key, SourceMap(mark), 1, complete=True)

    def _plain(self, text: str, mark: Mark) -> Any:
        try:
            return value_of(text)
        except ValueError as error:
            self._fail("CS1009", mark, str(error))

    def _is_version(self) -> bool:
        return len(self._frames) == 2 and [*self._tokens()] == ["/info", "/version"]

    def _as_written(self, text: str, mark: Mark) -> str | None:
        """Read a text that looks like a number or a flag as the text that it is."""
        value, is_text = as_text(text)
        if not is_text:
            what = f"{text} has the wrong type. It is read as {quote(text)}."
            self._note("CS1211", mark, what, expected=quote(text))
        return value

    def _open(self, event: Any, content: Any, children: Any) -> None:
        self._refuse_tag(event)
        mark = mark_of(event)
        frame = self._frames[-1] if self._frames else None
        if frame and type(frame.content) is dict and frame.key_mark is None:
            self._fail("CS1013", mark, "A key is an object or an array.")
        nodes_before = self._nodes
        place = self._attach(content, mark, 1)
        place.children = children
        anchor = None
        if event.anchor:
            anchor = self._anchors[event.anchor] = Anchor(content, place)
        length = self._length(frame) if frame else 0
        self._frames.append(Frame(content, place, length, nodes_before, anchor))
        if frame:
            frame.key = frame.key_mark = None
        if len(self._frames) > self._limits.depth:
            self._fail_depth(mark)

    def _close(self) -> None:
        if self._frames[-1].merge_mark:
            self._merge(self._frames[-1], self._frames[-1].merge_mark)
        for double in self._frames[-1].doubles:
            self._tell_double(double, self._frames[-1].content[double.key])
        frame = self._frames.pop()
        height = frame.height + 1
        if frame.anchor:
            frame.anchor.nodes = self._nodes - frame.nodes_before
            frame.anchor.height = height
            frame.anchor.length = frame.longest - frame.length
            frame.anchor.complete = True
        if self._frames:
            parent = self._frames[-1]
            parent.height = max(parent.height, height)
            parent.longest = max(parent.longest, frame.longest)

    def _tell_double(self, double: Double, value: Any) -> None:
        what = f"The key {quote(double.key)} is there twice."
        position = Position(*double.mark, self._name)
        if not double.is_harmless(value):
            raise DocumentError([fault("CS1005", double.pointer, position, what)])
        what = f"{what} The last one is read."
        self.slips.append(fault("CS1017", double.pointer, position, what))

    def _merge(self, frame: Frame, mark: Mark) -> None:
        """Put the members that a merge key names beside those that are there."""
        children: Any = frame.place.children
        merged, places = frame.content.pop(_MERGE), children.pop(_MERGE)
        inner = places.children if type(merged) is list else [places]
        sources = merged if type(merged) is list else [merged]
        for members, place in zip(sources, inner, strict=True):
            if type(members) is not dict:
                self._fail("CS1004", mark, "A merge key wants an object, or a list.")
            for key, value in members.items():
                if key not in frame.content:
                    frame.content[key] = value
                    children[key] = place.children[key]

    def _is_in_responses(self) -> bool:
        if len(self._frames) < 2 or type(self._frames[-2].content) is not dict:
            return False
        return bool(next(reversed(self._frames[-2].content)) == "responses")

    def _alias(self, event: Any) -> None:
        mark = mark_of(event)
        frame = self._frames[-1]
        if type(frame.content) is dict and frame.key_mark is None:
            self._fail("CS1013", mark, "A key is an alias.")
        anchor = self._anchors.get(event.anchor)
        if anchor is None or not anchor.complete:
            lack = "holds itself" if anchor else "is not defined before"
            self._fail("CS1012", mark, f"The anchor {quote(event.anchor)} {lack}.")
        self._alias_nodes += anchor.nodes
        if self._alias_nodes > self._limits.alias_nodes:
            limit = self._limits.alias_nodes
            self._fail("CS1104", mark, f"Aliases stand for more than {limit} values.")
        if len(self._frames) + anchor.height > self._limits.depth:
            self._fail_depth(mark)
        frame.height = max(frame.height, anchor.height)
        place = self._attach(anchor.content, mark, anchor.nodes, anchor.length)
        place.children = anchor.place.children
        # It is whole already, unlike what has just been opened.
        frame.key = frame.key_mark = None

    def _attach(self, value: Any, mark: Mark, nodes: int, extra: int = 0) -> SourceMap:
        """Put a value into the innermost open object or array."""
        self._nodes += nodes
        if self._nodes > self._limits.nodes:
            limit = self._limits.nodes
            what = f"There are more than {limit} values."
            self._fail("CS1103", mark, what, limit)
        if not self._frames:
            self.content, self.root = value, SourceMap(mark)
            return self.root
        frame = self._frames[-1]
        place = SourceMap(mark, frame.key_mark)
        length = self._length(frame) + extra
        frame.longest = max(frame.longest, length)
        if length > self._limits.pointer:
            limit = self._limits.pointer
            self._frames.pop()
            what = f"The path to a value in here is longer than {limit} signs."
            self._fail("CS1105", mark, what, limit)
        if frame.key is not None:
            frame.content[frame.key] = value
            frame.place.children[frame.key] = place  # type: ignore[index, call-overload]  # the children's type follows the content's
            if type(value) is not dict and type(value) is not list:
                frame.key = frame.key_mark = None
        else:
            frame.content.append(value)
            frame.place.children.append(place)  # type: ignore[union-attr]  # as above
        return place

    def _length(self, frame: Frame) -> int:
        return frame.length + 1 + (len(frame.key) if frame.key is not None else 6)

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag not in _PLAIN_TAGS | _TEXT_TAGS:
            what = f"The tag {quote(event.tag)} is not plain data."
            self._fail("CS1010", mark_of(event), what)

    def _fail_depth(self, mark: Mark) -> NoReturn:
        limit = self._limits.depth
        what = f"Values are nested deeper than {limit} levels."
        self._fail("CS1102", mark, what, limit)

    def _fail(self, code: str, mark: Mark, what: str, limit: int = 0) -> NoReturn:
        pointer = "".join(self._tokens())
        position = Position(*mark, self._name)
        raise DocumentError([fault(code, pointer, position, what, limit=limit)])

    def _note(self, code: str, mark: Mark, what: str, **places: object) -> None:
        pointer, position = "".join(self._tokens()), Position(*mark, self._name)
        self.slips.append(fault(code, pointer, position, what, **places))

    def _tokens(self) -> Iterator[str]:
        """Name the way to the value that is being read."""
        for frame, inner in zip(self._frames, [*self._frames[1:], None], strict=False):
            if type(frame.content) is list:
                yield f"/{len(frame.content) - (inner is not None)}"
            elif inner is not None:
                yield f"/{escape(next(reversed(frame.content)))}"
            elif frame.key is not None:
                yield f"/{escape(frame.key)}"
