"""How fast the compiled service, and the compiler, are beside their peers."""
