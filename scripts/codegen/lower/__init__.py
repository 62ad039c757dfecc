"""From a contract to a package as plain data: names, types and tables."""
