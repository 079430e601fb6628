"""Which lines of a PDF begin with a list mark, told by what they say and where they stand."""

from msgspec import Struct

from ombudsparse.readers.marks import split_mark
from ombudsparse.readers.pdf.lines import PageLine, would_fit
from ombudsparse.vocabulary.patterns import Wording

GLUED_MARK = Wording(r"(\d{2,3})\.(?=[A-Z“‘£])", cased=True)  # "10.The": a mark that fills its indent
PLACE = 6.0  # points; the indents of items of one list differ by less
_TAB = 4.0  # points; a wider gap after a number is no space between words
_LETTERS = Wording(r"[ivx]+|[a-z]", cased=True)
_ENDED = Wording(r"[.!?:;,][”’)]*$|(?:\band|\bor)$")


class ListMark(Struct, frozen=True):
    """A list mark: its label, the length of it in the line, and where the text after it stands on the page."""

    label: str | None
    end: int
    text_x0: float


class Counters(Struct):
    """The last number of the numbered lists so far, at each indent; all numbers, and where their marks begin."""

    at: dict[int, int] = {}
    last: int = 0
    numbers: set[int] = set()
    lefts: set[int] = set()

    def expects(self, number: int, place: int, left: float) -> bool:
        """Whether `number` begins a list or goes on with one."""
        near = {self.at.get(each, 0) + 1 for each in (place - 1, place, place + 1)}
        if number == 1 or number in near or number == self.last + 1:
            return True
        return number - 1 in self.numbers and not self.lefts.isdisjoint(range(round(left) - 1, round(left) + 2))

    def count(self, number: int, place: int, left: float) -> None:
        self.at[place] = self.last = number
        self.numbers.add(number)
        self.lefts.add(round(left))


def mark_of(line: PageLine, counters: Counters, before: PageLine | None, text_x0: float) -> ListMark | None:
    """The list mark of a line. A number that merely opens a wrapped line is set close and does not count on.

    `before`: the line above in the same block, whose text begins at `text_x0`.
    """
    if glued := GLUED_MARK.match(line.text):
        return _glued_mark(line, counters, glued.group(1), glued.end())
    mark = split_mark(line.text)
    if not mark or line.text[:1].isupper():
        return None
    label = mark[0]
    if label and _is_wrapped(line, before, text_x0):
        return None
    if label and not (_counts_on(line, counters, int(label)) if label.isdigit() else _LETTERS.fullmatch(label)):
        return None
    return ListMark(label, mark[1], line.second_x0)


def _glued_mark(line: PageLine, counters: Counters, label: str, end: int) -> ListMark | None:
    """A mark that fills its indent, if it goes on with a list."""
    number = int(label)
    at = next((place for place, last in counters.at.items() if last == number - 1), None)
    if at is None:
        return None
    counters.count(number, at, line.x0)
    return ListMark(label, end, at * PLACE)


def _counts_on(line: PageLine, counters: Counters, number: int) -> bool:
    """Whether a number is set off as marks are or expected next; if so it is counted."""
    place = round(line.second_x0 / PLACE)
    if line.first_gap < _TAB and not counters.expects(number, place, line.x0):
        return False
    counters.count(number, place, line.x0)
    return True


def _is_wrapped(line: PageLine, before: PageLine | None, text_x0: float) -> bool:
    """Whether the line goes on with the text above: "… 10 at stage 1 and 20 at stage" / "2. It should …"."""
    if before is None or _ENDED.search(before.text):
        return False
    under_mark = abs(line.x0 - before.x0) <= 2.0 and not would_fit(before, line)  # where marks are typed by hand
    if abs(line.x0 - text_x0) > 2.0 and not under_mark:
        return False
    return line.first_gap <= max(1.5 * line.usual_gap, 0.4 * line.size)
