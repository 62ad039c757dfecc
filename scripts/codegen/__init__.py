"""The compiler: from a contract to a package that serves it.

A contract goes through the rooms in this order: `load` reads it, `lower` makes plain
data of it, `render` makes files of that, and `advise` tells what it might do better.
`compiler` leads through them; `runtime` is what their output stands on.
"""
