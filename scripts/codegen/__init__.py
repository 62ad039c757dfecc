"""The compiler: from a contract to a package that serves it."""
