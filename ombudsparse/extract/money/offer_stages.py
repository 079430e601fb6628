"""The stage of the landlord's complaint procedure that an offer belongs to."""

from collections.abc import Mapping

from msgspec import Struct

from ombudsparse.document import Block, Document
from ombudsparse.extract.money.cues import pattern
from ombudsparse.extract.money.sums import Sum, flat, sentences, words_of
from ombudsparse.records import AwardRole
from ombudsparse.vocabulary.patterns import Wording
from ombudsparse.vocabulary.section_kinds import OFFERS_TOLD

FIRST, SECOND, UNKNOWN_STAGE = AwardRole.OFFERED_STAGE_1, AwardRole.OFFERED_STAGE_2, AwardRole.OFFERED

# Sections that tell the story in its order, so that a stage lasts until the next is named.
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
    r"\b(?:residents?|tenants?|leaseholders?|applicants?|owners?|s?he|they|son|daughter|mother|father|partner|representative|"
    r"wife|husband|advocate|solicitor|MP|councillor)\b"
)
# "could escalate", "the right to ask for a review if …": no step taken
_POSSIBLE = Wording(r"\b(?:could|can|may|might|would|should|right|how|if|whether|unless)\b[^.;]{0,60}$")
# what follows a sum and is about another: "£250, including the sum offered at stage 1"
_NEAR_END = Wording(
    r",\s+(?:but|which(?!\s+(?:it\s+)?(?:had|was|were)\s+(?:\w+\s+)?(?:made|offered|awarded)\b)|because|as)\b|\band\b"
    r"|\b(?:includ|in place|in addition|on top|instead|replac|more than|compared|rather|than)"
)
_AFTER_TITLE = Wording(r"\b(?:after|since|post|following|subsequent)\b")
# "escalated it to stage 2", "in place of the first offer": not where the sum was offered
_GOING = Wording(
    r"\b(?:in place of|instead of|rather than|more than|including|in addition to|replac\w+|compared with|escalat\w+|"
    r"go(?:ne)? to|moved? (?:it |the complaint )?to|progress\w*|request\w*|ask\w*)\b[^.;,£]{0,40}$"
    r"|\b(?:after|following|since)\s+(?:(?:the|its|this|that|landlord[’']s)\s+)*$"
)
# "Its stage 2 response accepted that …": what is named behind it is what the response speaks of, not where it stands
_TELLING = Wording(r"\b(?:that|said|stated|accepted|acknowledged|admitted|agreed|found|explained|recognised|noted)\b")
# "… said that it had offered £50 at stage 1": earlier than where the sentence stands
_EARLIER = Wording(r"\bhad\s+(?:(?:already|previously|originally|first|initially)\s+)?\w+(?:\s+[\w’]+){0,3}\s*$")
# The next step of the story, where the form does not show how deep an item stands: "On 3 May …", "The resident …"
_NEXT_STEP = Wording(
    r"(?:On|In|By|At|After|Following|Between|During|When|Around|From|Since|Until)\b|\d"
    r"|(?:The|This|A)\s+(?:resident|landlord|tenant|leaseholder|council|association|stage|final|review|Ombudsman)"
    r"|(?:She|He|They|We|Her|His|Their)\b",
    cased=True,
)


# "The landlord responded to the complaint on 2 March": the first answer where the story has named no stage yet
_ANSWERED_COMPLAINT = Wording(
    r"\b(?:landlord|it|council|association)\s+(?:\w+\s+)?(?:responded|replied|answered|(?:sent|issued) its response)\b"
    r"[^.;]{0,20}\bcomplaint\b"
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
    wanted = {(each.block, each.sentence) for each in sums}
    blocks = {each.block for each in sums}
    stages: dict[tuple[int, int], Place] = {}
    stage, answered = UNKNOWN_STAGE, False
    open_list: _List | None = None
    last_kind = ""
    for at, block in enumerate(document.blocks[: max(blocks, default=-1) + 1]):
        section = document.section_at(block.span.start)
        kind = section.kind if section else ""
        narrated = kind in OFFERS_TOLD
        if kind != last_kind and not (narrated and last_kind in OFFERS_TOLD):
            stage, answered = UNKNOWN_STAGE, False
        last_kind = kind
        text = words_of(document, block)
        if open_list and block.kind != "heading" and open_list.holds(block, text):
            held = Place(open_list.stage, listed=True)
            stages.update({place: held for place in wanted if place[0] == at})
            continue
        open_list = None
        if block.kind == "heading":
            if not narrated or _AFTER_TITLE.search(text):
                stage, answered = UNKNOWN_STAGE, False
            continue
        if not narrated:
            stage, answered = UNKNOWN_STAGE, False
            if at not in blocks and not text.rstrip().endswith(":"):
                continue
        if not _relevant(text):
            stages.update({place: Place(stage) for place in wanted if place[0] == at})
            continue
        named = UNKNOWN_STAGE
        for number, span in enumerate(sentences(text)):
            words = flat(span.of(text))
            if (at, number) in wanted:
                stages[(at, number)] = Place(stage)
            if _relevant(words):
                stage, answered = _next(words, stage, answered)
                named = last_stage_in(words) or named
        if named != UNKNOWN_STAGE and named == stage and text.rstrip().endswith(":"):
            open_list = _List(stage, block.level)
    return stages


def _relevant(words: str) -> bool:
    """Whether the words may bear on the stage that the procedure has reached."""
    plain = words.lower()
    return any(part in plain for part in _LEADING) or any(part in plain for part in _NAMING)


def _next(words: str, stage: AwardRole, answered: bool) -> tuple[AwardRole, bool]:
    """The stage after a sentence, and whether its answer has been given."""
    if pattern("stage", "afterwards").search(words) and not pattern("stage", "answered").search(words):
        return UNKNOWN_STAGE, True
    named = _named(words)
    if named and pattern("stage", "answered").search(words):
        return named[-1][1], True
    again = pattern("stage", "asked_again").search(words)
    if again and _RESIDENT.search(words, 0, again.start()) and not _POSSIBLE.search(words, 0, again.start()):
        return SECOND, False
    if named:
        return named[-1][1], answered
    if stage == UNKNOWN_STAGE and not answered and _ANSWERED_COMPLAINT.search(words):
        return FIRST, True
    complained = pattern("stage", "complained").search(words)
    if (
        complained
        and _RESIDENT.search(words, 0, complained.start())
        and (stage == UNKNOWN_STAGE or (answered and stage == SECOND))
    ):
        return FIRST, False
    return stage, answered


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


def stage_named(each: Sum) -> AwardRole | None:
    """The stage that the sentence of a sum gives it, None where it names none.

    The words that follow the sum come first ("£50 in its stage 2 response"), then the nearest before it.
    """
    near = _NEAR_END.split(each.after)[0]
    after = _named(near)
    both = pattern("stage", "both").search(near)
    if both and not any(place[0] < both.start() for place in after):
        return UNKNOWN_STAGE
    before = _every_named(each.before) if _EARLIER.search(each.gap) else _named(each.before)
    gap = [place for place in _every_named(each.gap) if not _TELLING.search(each.gap, 0, place[0])]
    if each.first:
        gap = before
    if gap and not after:
        return gap[-1][1]
    if after:
        return after[0][1]
    if before:
        return before[-1][1]
    if pattern("stage", "afterwards").search(each.before):
        return UNKNOWN_STAGE
    again = pattern("stage", "asked_again").search(each.before)
    if again and _RESIDENT.search(each.before, 0, again.start()) and each.before.rfind(" it ") > again.end():
        return SECOND
    later = _named(_NEAR_END.split(each.tail)[0])
    return later[0][1] if later and each.first else None
