"""How fast the compiled service is, beside two services that people write by hand."""
