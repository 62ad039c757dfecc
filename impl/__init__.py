"""The hand-written application behind the compiled contract."""
