"""Path templates are well-formed, and no two of them are the same."""

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex
from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.openapi.pointers import escape


def check(objects: ObjectIndex, report: FaultList) -> None:
    """Note every template that is none, repeats a name, or is there twice."""
    paths = objects.content.get("paths")
    seen: dict[str, str] = {}
    for path in paths if isinstance(paths, dict) else ():
        if path.startswith("x-"):
            continue
        pointer = f"/paths/{escape(path)}"
        names = EXPRESSION.findall(path)
        if "" in names or set("{}") & set(EXPRESSION.sub("", path)):
            what = f"The braces of {quote(path)} do not make template expressions."
            report.add("CS1408", pointer, what)
            continue
        for name in sorted({name for name in names if names.count(name) > 1}):
            what = f"The path names {quote(name)} more than once. The last one counts."
            report.add("CS1404", pointer, what)
        shape = EXPRESSION.sub("{}", path)
        if shape in seen:
            what = f"{quote(path)} and {quote(seen[shape])} are the same path."
            report.add("CS1422", pointer, what)
        seen.setdefault(shape, path)
