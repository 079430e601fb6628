"""Reads a PDF in a process of its own, with limits of memory and time: for files that ask for more than reports do.

PDFium ends its process when there is no memory left, and nothing stops it while it reads a page. Here that process is
`python -m ombudsparse.readers.pdf.confined`, which takes the file on standard input and answers with its pages.
"""

import os
import subprocess
import sys

import msgspec

from ombudsparse.readers.pdf.open_file import printed_file
from ombudsparse.readers.pdf.printed import DamagedFile, LockedFile, PrintedFile, TooMuchInAFile

_MEMORY = 400_000_000  # bytes of the process; one that reads a report takes some 60 MB
_SECONDS = 60  # a report takes some tenths of one
_ERRORS = {error.__name__: error for error in (TooMuchInAFile, LockedFile, DamagedFile)}


class _Answer(msgspec.Struct):
    """The pages, or the name and the message of the exception that there is instead."""

    file: PrintedFile | None = None
    error: str = ""
    message: str = ""


def confined_file(data: bytes) -> PrintedFile:
    """The pages of a PDF, read in a process of its own. Raises what `printed_file` does.

    TooMuchInAFile is raised too where the process takes more than _MEMORY or _SECONDS.
    """
    try:
        done = subprocess.run(
            # -P: a file in the working folder must not stand in for a module of the same name
            [sys.executable, "-P", "-m", "ombudsparse.readers.pdf.confined"],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuchInAFile(f"content that takes more than {_SECONDS} seconds to read") from error
    if done.returncode:
        raise TooMuchInAFile(f"content that takes more than {_MEMORY // 1_000_000} MB of memory to read")
    answer = msgspec.msgpack.decode(done.stdout, type=_Answer)
    if answer.file is None:
        raise _ERRORS[answer.error](answer.message)
    return answer.file


def limit_memory(most: int = _MEMORY) -> None:
    """Lets this process have no more than `most` bytes of its own, where the system can see to that."""
    try:
        import resource  # no part of Python on Windows
    except ImportError:
        return
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(kind, (most, hard))


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints must not get among the answers
    data = sys.stdin.buffer.read()
    limit_memory()
    try:
        answer = _Answer(printed_file(data))
    except tuple(_ERRORS.values()) as error:
        answer = _Answer(None, type(error).__name__, str(error))
    answers.write(msgspec.msgpack.encode(answer))
    answers.close()


if __name__ == "__main__":
    _main()
