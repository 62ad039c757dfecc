"""Serves a peer as the service itself is served: same server, loop, parser, socket.

`python -m scripts.benchmarks.host FD APP`. Not `uvicorn --fd`: that takes a socket for
a Unix one and leaves Nagle's algorithm on, which costs every answer 40 ms.
"""

import socket
import sys

import uvicorn


def main() -> None:
    """Serve an application on an inherited socket until told to stop."""
    descriptor, app = sys.argv[1:]
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(descriptor))])


if __name__ == "__main__":
    main()
