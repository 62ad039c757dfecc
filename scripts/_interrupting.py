"""Scripts that start others end them before they end themselves."""

import contextlib
import signal
import sys
from collections.abc import Iterator

_INTERRUPTED = 130
# For what is left to end by itself, in seconds.
_GRACE = 5


@contextlib.contextmanager
def interruptible(script: str) -> Iterator[None]:
    """Let SIGTERM, by which CI cancels, end a script as Ctrl-C does.

    So does SIGHUP, when a terminal goes; nohup has it ignored, and it stays so.

    What it has started is stopped first, and it says why it ended.

    Raises:
        SystemExit: 130, it was interrupted.
    """
    for each in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        _end_children()
        print(f"{script}: interrupted", file=sys.stderr)
        sys.exit(_INTERRUPTED)


def _end_children() -> None:
    # Ctrl-C in a terminal is for a whole group of processes, SIGTERM for one.
    import psutil

    left = psutil.Process().children(recursive=True)
    for how in (psutil.Process.terminate, psutil.Process.kill):
        for each in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                how(each)
        _, left = psutil.wait_procs(left, timeout=_GRACE)
