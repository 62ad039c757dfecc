# A copy of Countersign's scripts/codegen/runtime/vocabulary/__init__.py.
"""Words that the runtime shares with the engine, which has the text of each module.

In the compiler these modules pass on the engine's; a package gets the engine's text
itself, so that neither has a word that the other does not know.
"""
