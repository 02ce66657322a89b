"""Ends what this process started, should it die without ending it itself: a frozen process would otherwise stay for ever.

As a program it reads lines "+PID" and "-PID" from its standard input, and at the end of input kills what is left.
"""

import os
import signal
import subprocess
import sys
import threading

_lock = threading.Lock()
_process = None


def _tell(line):
    global _process
    with _lock:
        if _process is None:
            _process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
        _process.stdin.write(line.encode())
        _process.stdin.flush()


def watch(pid):
    """A process that leads its own group."""
    _tell(f"+{pid}\n")


def forget(pid):
    _tell(f"-{pid}\n")


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    left = set()
    for line in sys.stdin:
        (left.add if line[0] == "+" else left.discard)(int(line[1:]))
    for pid in left:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


if __name__ == "__main__":
    main()
