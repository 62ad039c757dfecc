"""Names of the parameters that ask for a page, and of the fields that tell of it."""

from __future__ import annotations

from typing import Final, Literal

from impl.engine.mocking.recognition.words import plain, word_set

PageParameter = Literal["size", "page", "offset", "after", "before", "around", "token"]
PageField = Literal[
    "total", "count", "remaining", "more", "size", "page", "pages", "offset", "end",
    "next", "previous", "first", "last", "self",
    "next_token", "previous_token", "next_page", "previous_page", "next_offset",
]  # fmt: skip

_PARAMETERS: Final[dict[PageParameter, frozenset[str]]] = {
    "size": word_set(
        "limit pagesize perpage size count maxresults maxitems top take rows first "
        "pagelimit itemsperpage resultsperpage maxpagesize hitsperpage num amount "
        "maxcount pagelength recordsperpage last"
    ),
    "page": word_set("page pagenumber pageno pagenum pageindex p currentpage"),
    "offset": word_set(
        "offset skip start startindex from startat pageoffset recordoffset"
    ),
    "after": word_set("after startingafter sinceid startafter afterid minid"),
    "before": word_set("before endingbefore beforeid maxid"),
    "around": word_set("around"),
    "token": word_set(
        "cursor pagetoken nexttoken marker continue continuation continuationtoken "
        "nextcursor pagecursor token nextmarker nextpagetoken startcursor scrollid "
        "paginationtoken"
    ),
}
# JSON:API's way to write them (1.1, 5.6).
_BRACKETS: Final[dict[str, PageParameter]] = {
    "page[size]": "size",
    "page[limit]": "size",
    "page[number]": "page",
    "page[offset]": "offset",
    "page[after]": "after",
    "page[before]": "before",
    "page[cursor]": "token",
}
_FIELDS: Final[dict[PageField, frozenset[str]]] = {
    "total": word_set(
        "total totalcount count totalitems totalresults totalelements totalentries "
        "totalrecords numfound itemcount resultcount totalhits estimatedtotalhits "
        "recordcount numberofitems allcount totalsize totalrows"
    ),
    "next": word_set("next nexturl nexturi nextpageuri nextpageurl nextlink nexthref"),
    "previous": word_set(
        "previous prev previousurl previouspageuri prevurl previouslink prevlink "
        "previouspageurl"
    ),
    "first": word_set("first firsturl firstpageuri firstpageurl firstpage"),
    "last": word_set("last lasturl lastpageuri lastpageurl lastpage"),
    "self": word_set("self href uri url"),
    "more": word_set("hasmore more hasnext hasnextpage ismore moreavailable"),
    "page": word_set("page currentpage pagenumber number pageindex currentpagenumber"),
    "pages": word_set("pages totalpages pagecount numpages numberofpages"),
    "size": word_set("limit pagesize perpage size itemsperpage maxitems hitsperpage"),
    "count": word_set("numberofelements itemsreturned returned pageitems resultsize"),
    "offset": word_set("offset start skip startindex from"),
    "end": word_set("end endindex to"),
    "next_token": word_set(
        "nextcursor nextmarker nextpagetoken nexttoken continue endcursor after cursor "
        "marker nextpagecursor"
    ),
    "previous_token": word_set(
        "previouscursor prevcursor prevmarker previousmarker previouspagetoken "
        "startcursor before previoustoken"
    ),
    "next_page": word_set("nextpage"),
    "previous_page": word_set("previouspage prevpage"),
    "next_offset": word_set("nextoffset"),
    "remaining": word_set("remainingitemcount remaining"),
}
_PLACES: Final = word_set(
    "links pages meta metadata pagination paging pageinfo cursors page cursor "
    "responsemetadata responsemeta info"
)
_NUMBERS: Final = word_set("integer number")
_LINKS: Final = word_set("string object")
_TYPES: Final[dict[PageField, frozenset[str]]] = {
    "next": _LINKS,
    "previous": _LINKS,
    "first": _LINKS,
    "last": _LINKS,
    "self": _LINKS,
    "next_token": word_set("string integer"),
    "previous_token": word_set("string integer"),
    "more": word_set("boolean"),
}


def page_parameter(name: str) -> PageParameter | None:
    """Tell what a query parameter asks of a list, if it asks for a part of it."""
    if name.lower() in _BRACKETS:
        return _BRACKETS[name.lower()]
    written = plain(name)
    return next((kind for kind, names in _PARAMETERS.items() if written in names), None)


def page_field(name: str, holder: str, types: frozenset[str]) -> PageField | None:
    """Tell what a property tells of a page.

    Args:
        name: the property.
        holder: the property that it stands in; empty for the body itself.
        types: what its values are; empty where anything goes.
    """
    written = plain(name)
    kind = next((kind for kind, names in _FIELDS.items() if written in names), None)
    if kind == "next" and types and types <= _NUMBERS:
        kind = "next_page"
    if kind is None or (kind == "self" and holder and plain(holder) not in _PLACES):
        return None
    return kind if not types or types & _TYPES.get(kind, _NUMBERS) else None


def holds_page_fields(name: str) -> bool:
    """Tell whether an object of this name tells of a page, or links to others."""
    return plain(name) in _PLACES
