"""What a command puts out: pages for a reader on any terminal, data, and messages."""

import re
import sys

from rich.console import Console, RenderableType

from ombudsparse.present.wording import one_line

PADDING = re.compile(r" +$", re.M)  # rich fills lines up to the width of the terminal


def show(*parts: RenderableType) -> None:
    """Prints for a reader; characters that the terminal does not have are question marks."""
    console = Console(highlight=False, emoji=False, markup=False)
    with console.capture() as captured:
        console.print(*parts, sep="\n")
    encoding = sys.stdout.encoding or "utf-8"
    text = PADDING.sub("", captured.get())
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def write(text: str) -> None:
    """Data on standard output, in UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def tell(*messages: str) -> None:
    """Each message as one line on standard error."""
    sys.stderr.write("".join(f"{one_line(message, None)}\n" for message in messages))
    sys.stderr.flush()
