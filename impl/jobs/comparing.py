"""A process that compares contracts and verifies certificates, message by message.

It reads messages from its standard input and writes answers to its standard output
until its input ends. Whatever goes wrong ends it: who asked sees that by its status.
"""

import contextlib
import math
import resource
import signal
import sys

from impl.services import comparing, frames

# How much later than who asked it gives itself up; only matters when they are gone.
_GRACE = 5


def main(memory: int, seconds: float) -> int:
    """Answer until there are no more messages; return the exit status.

    Args:
        memory: bytes of address space that may be used.
        seconds: the longest that an answer may take.
    """
    # Not every system knows this limit.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    # Nothing but answers goes there.
    sys.stdout = sys.stderr
    try:
        while message := frames.read(source):
            signal.alarm(math.ceil(seconds) + _GRACE)
            target.write(frames.pack(comparing.answer(message)))
            target.flush()
            signal.alarm(0)
    except MemoryError:
        return frames.OUT_OF_MEMORY
    except BrokenPipeError:
        # Who asked is gone.
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
