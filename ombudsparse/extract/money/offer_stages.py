"""The stage of the landlord's complaint procedure that an offer belongs to."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from msgspec import Struct

from ombudsparse.document import Block, Document
from ombudsparse.extract.money.cues import pattern
from ombudsparse.extract.money.sums import Sum, flat, sentences, words_of
from ombudsparse.records import AwardRole
from ombudsparse.vocabulary.patterns import Wording, any_of
from ombudsparse.vocabulary.section_kinds import OFFERS_TOLD

FIRST, SECOND, UNKNOWN_STAGE = AwardRole.OFFERED_STAGE_1, AwardRole.OFFERED_STAGE_2, AwardRole.OFFERED

# Parts of words, one of which every sentence that names a stage, or leads to one, has: asked first, for they are quick.
_NAMING = (
    "stage", "step", "level", "first", "initial", "original", "second", "third", "final", "last", "review", "revised",
    "appeal", "panel",
)  # fmt: skip
_LEADING = (
    "escalat", "complain", "respon", "repl", "ombudsman", "service", " us", "reconsider", "look", "unhappy",
    "dissatisf", "not happy", "not satisfied",
)  # fmt: skip
_RESIDENT = Wording(
    r"\b"
    + any_of(
        "residents?|tenants?|leaseholders?|applicants?|owners?|s?he|they",
        "son|daughter|mother|father|partner|representative|wife|husband|advocate|solicitor|MP|councillor",
    )
    + r"\b"
)
# "could escalate", "the right to ask for a review if …": no step taken
_POSSIBLE = Wording(r"\b(?:could|can|may|might|would|should|right|how|if|whether|unless)\b[^.;]{0,60}$")
# what follows a sum and is about another: "£250, including the sum offered at stage 1"
_NEAR_END = Wording(
    any_of(
        r",\s+(?:but|which(?!\s+(?:it\s+)?(?:had|was|were)\s+(?:\w+\s+)?(?:made|offered|awarded)\b)|because|as)\b",
        r"\band\b",
        r"\b(?:includ|in place|in addition|on top|instead|replac|more than|compared|rather|than)",
    )
)
_AFTER_TITLE = Wording(r"\b(?:after|since|post|following|subsequent)\b")
# "escalated it to stage 2", "in place of the first offer": not where the sum was offered
_GOING = Wording(
    any_of(
        r"\b(?:in place of|instead of|rather than|more than|including|in addition to|replac\w+)\b[^.;,£]{0,40}$",
        r"\b(?:compared with|escalat\w+|go(?:ne)? to|moved? (?:it |the complaint )?to)\b[^.;,£]{0,40}$",
        r"\b(?:progress\w*|request\w*|ask\w*)\b[^.;,£]{0,40}$",
        r"\b(?:after|following|since)\s+(?:(?:the|its|this|that|landlord[’']s)\s+)*$",
    )
)
# "£60 for its poor handling of stage 1", "£50 for the delay in sending its stage 1 response": what the sum is for
_LATE_OR_POOR = r"(?:handling|issuing|sending|providing|delay\w*|lateness|failings?|failures?)"
_FOR_A_STAGE = Wording(rf"^\s*for\b[^.;£]{{0,40}}\b{_LATE_OR_POOR}\b[^.;,£]{{0,25}}\bstages?\b")
# "Its stage 2 response accepted that …": what is named behind it is what the response speaks of, not where it stands
_TELLING = Wording(r"\b(?:that|said|stated|accepted|acknowledged|admitted|agreed|found|explained|recognised|noted)\b")
# "… said that it had offered £50 at stage 1": earlier than where the sentence stands
_EARLIER = Wording(r"\bhad\s+(?:(?:already|previously|originally|first|initially)\s+)?\w+(?:\s+[\w’]+){0,3}\s*$")
# The next step of the story, where the form does not show how deep an item stands: "On 3 May …", "The resident …"
_NEXT_STEP = Wording(
    any_of(
        r"(?:On|In|By|At|After|Following|Between|During|When|Around|From|Since|Until)\b|\d",
        r"(?:The|This|A)\s+(?:resident|landlord|tenant|leaseholder|council|association|stage|final|review|Ombudsman)",
        r"(?:She|He|They|We|Her|His|Their)\b",
    ),
    cased=True,
)


# "The landlord responded to the complaint on 2 March": the first answer where the story has named no stage yet
_ANSWERED_COMPLAINT = Wording(
    r"\b(?:landlord|it|council|association)\s+(?:\w+\s+)?(?:responded|replied|answered|(?:sent|issued) its response)\b"
    r"[^.;]{0,20}\bcomplaint\b"
)


# "apologised in its stage 1 response of 4 March 2025 and its stage 2 response of 29 April 2025"
_ANSWER = r"(?:response|reply|answer)\b"
_BOTH_ANSWERS = Wording(
    rf"\bstage\s+(?:1|one)\s+{_ANSWER}[^.;]{{0,40}}\band\s+(?:(?:its|the|a|in)\s+)*"
    rf"stage\s+(?:2|two)\s+{_ANSWER}(?!\s+(?:was|were|had|did))"
)


class Place(Struct, frozen=True):
    """The stage that the procedure had reached, and whether a list of what an answer said holds it fast."""

    stage: AwardRole = UNKNOWN_STAGE
    listed: bool = False


class _List(Struct, frozen=True):
    """An open list of what an answer said ("In its stage 2 response, the landlord:") and the level of its lead-in."""

    stage: AwardRole
    level: int

    def holds(self, block: Block, text: str) -> bool:
        """Whether a block is an item of the list: deeper than the lead-in, or by its first words where none shows."""
        if self.level and block.level:
            return block.level > self.level
        return block.kind != "row" and not _NEXT_STEP.match(text)


def stages_in_context(document: Document, sums: tuple[Sum, ...]) -> Mapping[tuple[int, int], Place]:
    """The stage that the procedure had reached before each sentence with a sum, by (block, sentence)."""
    story = _Story(document, frozenset((each.block, each.sentence) for each in sums))
    for at, block in enumerate(document.blocks[: max((each.block for each in sums), default=-1) + 1]):
        story.tell(at, block)
    return story.stages


class _Story:
    """The stages of a report's sentences. It goes on block by block while the report is read and is thrown away."""

    def __init__(self, document: Document, wanted: frozenset[tuple[int, int]]) -> None:
        self.stages: dict[tuple[int, int], Place] = {}
        self._document, self._wanted = document, wanted
        self._places = {at: list(places) for at, places in groupby(sorted(wanted), itemgetter(0))}
        self._stage, self._answered = UNKNOWN_STAGE, False
        self._list: _List | None = None
        self._last_kind = ""

    def tell(self, at: int, block: Block) -> None:
        """Goes on by one block."""
        narrated = self._in_story(block)
        text = words_of(self._document, block)
        if self._list and block.kind != "heading" and self._list.holds(block, text):
            self._note(at, Place(self._list.stage, listed=True))
            return
        self._list = None
        if not narrated or (block.kind == "heading" and _AFTER_TITLE.search(text)):
            self._forget()
        if block.kind == "heading" or not (narrated or self._wants(at) or text.rstrip().endswith(":")):
            return
        if _relevant(text):
            self._tell_sentences(at, block, text)
        else:
            self._note(at, Place(self._stage))

    def _in_story(self, block: Block) -> bool:
        """Whether the section of the block tells the story; where one that does not begins, the stage is forgotten."""
        section = self._document.section_at(block.span.start)
        kind = section.kind if section else ""
        narrated = kind in OFFERS_TOLD
        if kind != self._last_kind and not (narrated and self._last_kind in OFFERS_TOLD):
            self._forget()
        self._last_kind = kind
        return narrated

    def _forget(self) -> None:
        self._stage, self._answered = UNKNOWN_STAGE, False

    def _wants(self, at: int) -> bool:
        return at in self._places

    def _note(self, at: int, held: Place) -> None:
        self.stages.update(dict.fromkeys(self._places.get(at, ()), held))

    def _tell_sentences(self, at: int, block: Block, text: str) -> None:
        named, held = UNKNOWN_STAGE, False  # a row tells of one answer, whatever earlier one it speaks of
        for number, span in enumerate(sentences(text)):
            words = flat(span.of(text))
            if (at, number) in self._wanted:
                self.stages[(at, number)] = Place(self._stage, listed=held)
            if _relevant(words) and not (held and not _moves_on(words)):
                self._stage, self._answered = _next(words, self._stage, self._answered)
                named = last_stage_in(words) or named
                held = block.kind == "row" and self._answered and not _moves_on(words)
        if named != UNKNOWN_STAGE and named == self._stage and text.rstrip().endswith(":"):
            self._list = _List(self._stage, block.level)


def _relevant(words: str) -> bool:
    """Whether the words may bear on the stage that the procedure has reached."""
    plain = words.lower()
    return any(part in plain for part in _LEADING) or any(part in plain for part in _NAMING)


def _next(words: str, stage: AwardRole, answered: bool) -> tuple[AwardRole, bool]:
    """The stage after a sentence, and whether its answer has been given."""
    if pattern("stage", "afterwards").search(words) and not pattern("stage", "answered").search(words):
        return UNKNOWN_STAGE, True
    if _BOTH_ANSWERS.search(words):
        return UNKNOWN_STAGE, True
    named = _named(words)
    if named and pattern("stage", "answered").search(words):
        return named[-1][1], True
    if _asks_again(words):
        return SECOND, False
    if named:
        return named[-1][1], answered
    if stage == UNKNOWN_STAGE and not answered and _ANSWERED_COMPLAINT.search(words):
        return FIRST, True
    if _complains(words) and (stage == UNKNOWN_STAGE or (answered and stage == SECOND)):
        return FIRST, False
    return stage, answered


def _complains(words: str) -> bool:
    """Whether the resident makes a complaint."""
    complained = pattern("stage", "complained").search(words)
    return bool(complained and _RESIDENT.search(words, 0, complained.start()))


def _moves_on(words: str) -> bool:
    """Whether the resident takes the next step."""
    return _asks_again(words) or bool(pattern("stage", "afterwards").search(words))


def _asks_again(words: str) -> bool:
    """Whether the resident takes the complaint to the next stage."""
    again = pattern("stage", "asked_again").search(words)
    if not again or not _RESIDENT.search(words, 0, again.start()):
        return False
    return not _POSSIBLE.search(words, 0, again.start())


def _named(words: str) -> list[tuple[int, AwardRole]]:
    """The stages that a sentence names as its own, with where: not those that its answer speaks of."""
    places = _every_named(words)
    told = _TELLING.search(words, places[0][0]) if places else None
    return [place for place in places if place[0] < told.start()] if told else places


def _every_named(words: str) -> list[tuple[int, AwardRole]]:
    """The stages that a sentence names as having been reached, with where."""
    plain = words.lower()
    if not any(part in plain for part in _NAMING):
        return []
    found = [(match.start(), FIRST) for match in pattern("stage", "first").finditer(words)]
    found += [(match.start(), SECOND) for match in pattern("stage", "second").finditer(words)]
    return sorted(place for place in found if not _GOING.search(words, 0, place[0]))


def last_stage_in(words: str) -> AwardRole | None:
    """The stage that some words name last, None where they name none."""
    named = _named(words)
    return named[-1][1] if named else None


_OPENING = 60  # characters in which a sentence says when it happened


def stage_named(each: Sum) -> AwardRole | None:
    """The stage that the sentence of a sum gives it, None where it names none.

    The words that follow the sum come first ("£50 in its stage 2 response"), then the nearest before it.
    """
    near = _NEAR_END.split(each.after)[0]
    after = [] if _FOR_A_STAGE.match(near) else _named(near)
    if not after and _after_procedure(each.before):
        return UNKNOWN_STAGE
    both = pattern("stage", "both").search(near)
    if both and not any(place[0] < both.start() for place in after):
        return UNKNOWN_STAGE
    before = _every_named(each.before) if _EARLIER.search(each.gap) else _named(each.before)
    gap = [place for place in _every_named(each.gap) if not _TELLING.search(each.gap, 0, place[0])]
    gap = before if each.first else gap
    if after:
        return after[0][1]
    if gap or before:
        return (gap or before)[-1][1]
    return _stage_implied(each)


def _after_procedure(before: str) -> bool:
    """Whether a sentence opens by saying that the procedure was over, and names no stage of it after that."""
    later = pattern("stage", "afterwards").search(before, 0, _OPENING)
    return later is not None and not _named(before[later.end() :].partition("offer")[0])


def _stage_implied(each: Sum) -> AwardRole | None:
    """The stage of a sum whose sentence names none near it: by a step that leads to it, or by what stands behind."""
    if pattern("stage", "afterwards").search(each.before):
        return UNKNOWN_STAGE
    again = pattern("stage", "asked_again").search(each.before)
    if again and _RESIDENT.search(each.before, 0, again.start()) and each.before.rfind(" it ") > again.end():
        return SECOND
    later = _named(_NEAR_END.split(each.tail)[0])
    return later[0][1] if later and each.first else None
