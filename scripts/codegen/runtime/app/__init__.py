"""The application: finds the operation of a request, and serves it."""
