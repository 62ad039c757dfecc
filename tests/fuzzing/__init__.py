"""The fuzzer of anybody's service, on services that nobody compiled."""
