"""Pictures of the pages, of an estate that could be anybody's."""
