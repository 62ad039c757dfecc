"""One module per aggregate: rules, permissions and the unit of work."""
