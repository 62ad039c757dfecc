"""The only SQL. Whatever a team owns is only ever found through a caller's standing.

Statements are built once, so that SQLAlchemy's cache of compiled statements stays warm.
"""
