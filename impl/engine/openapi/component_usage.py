"""What the operations of a contract reach through references."""

from bisect import bisect_left

from impl.engine.openapi.index import ObjectIndex

# Whatever stands here is used by itself.
_ROOTS = ("/paths/", "/webhooks/")


class ComponentUsage:
    """The places that operations, callbacks and webhooks reach."""

    def __init__(self, objects: ObjectIndex) -> None:
        places = sorted(node.pointer for node in objects.references)
        waiting = [place for place in places if place.startswith(_ROOTS)]
        self._places = set(waiting)
        while waiting:
            node = objects.at(waiting.pop())
            found = objects.target(node.value["$ref"]) if node else None
            if found is None:
                continue
            start = bisect_left(places, found.pointer)
            for place in places[start:]:
                if not place.startswith(found.pointer):
                    break
                inside = place == found.pointer or place[len(found.pointer)] == "/"
                if inside and place not in self._places:
                    self._places.add(place)
                    waiting.append(place)

    def has(self, pointer: str) -> bool:
        """Tell whether what stands at a pointer is among them."""
        return pointer in self._places or pointer.startswith(
            (*_ROOTS, "/components/securitySchemes/")
        )
