"""What a command shows to a reader, on any terminal."""

import re
import sys

from rich.console import Console, RenderableType

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
