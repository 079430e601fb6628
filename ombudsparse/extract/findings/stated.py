"""Which of the outcomes that a statement names it states, where the clause of each begins, and how they are graded."""

from itertools import pairwise

from msgspec import Struct, structs

from ombudsparse.extract.findings.assertion import Licence, licence
from ombudsparse.extract.findings.assertion_wordings import NO_BEFORE
from ombudsparse.extract.findings.jurisdiction import outside_jurisdiction
from ombudsparse.extract.findings.matter import after_outcome
from ombudsparse.extract.findings.named_outcomes import BY_INTERVENTION, Mention, compiled
from ombudsparse.extract.findings.scheme_paragraphs import Cited
from ombudsparse.extract.findings.subject import Predicate, resolving, settled, subject
from ombudsparse.extract.findings.topics import topic
from ombudsparse.records import Outcome
from ombudsparse.spans import Span
from ombudsparse.structure.sentences import sentence_breaks
from ombudsparse.vocabulary.patterns import Wording, any_of


class Stated(Struct, frozen=True):
    """A finding's outcome where it stands, before its matter is cut. `begin`: where its clause begins, the formula
    aside; `lead`: where the words that state it begin."""

    mention: Mention
    outcome: Outcome
    begin: int
    lead: int
    sentence: Span
    predicate: Predicate | None
    noun: bool = False


# "There was no maladministration or service failure": one outcome under one "no".
_OR_ALSO = Wording(r"\s*(?:,|or|nor|and\s?/\s?or)\s*(?:any\s+|a\s+|evidence\s+of\s+)?")
_GRADE = any_of(
    r"in\s+the\s+form\s+of|(?:at|to)\s+the\s+level\s+of|being|namely",
    r"i\.?e\.?,?|amounting\s+to|specifically|that\s+is",
)
# "maladministration (service failure)", "maladministration – service failure", "…, namely severe maladministration,"
_GRADED = Wording(
    any_of(
        rf"(?:\s+by\s+the\s+landlord)?\s*\((?:{_GRADE}\s+)?(?:an?\s+)?",
        r"\s*(?:[–—/]|\s-\s)\s*",
        rf",?\s+{_GRADE}\s+(?:an?\s+)?",
    )
)
_AFTER_GRADE = Wording(r"\s*\)|\s*,(?=\s+(?:in|by|with|for|regarding)\b)")
# "service failure rather than maladministration in X", "service failure, but no maladministration, in X"
_NOT_THAT = Wording(
    r",?\s+(?:rather\s+than|instead\s+of|as\s+opposed\s+to|(?:but\s+|and\s+)?(?:no|not))\s+(?:an?\s+|any\s+)?"
)
_VERB_BEFORE = Wording(r"\b(?:is|are|was|were|falls?)\s*(?:therefore\s*)?,?\s*$")
_BUT = Wording(
    r"[,;]?\s+(?:but|however|although|while|whilst|and)\b,?\s+"
    r"|,\s+(?=(?:the\s+landlord|it)\s+(?:has|had|have|made|offered|then|also|subsequently|later)\b)"
)


def as_one_outcome(text: str, named: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Faults that are one outcome: joined by "or", graded in brackets, or set against one that was not found."""
    together: list[Mention] = []
    for mention in (_with_bracket(text, one) for one in named):
        before = together[-1] if together else None
        one = _as_one(text, before, mention) if before and before.kind == mention.kind == "fault" else None
        if one is None:
            together.append(mention)
        else:
            together[-1] = one
    return tuple(together)


def _with_bracket(text: str, mention: Mention) -> Mention:
    """ "maladministration (severe" with its closing bracket."""
    opened = "(" in text[mention.start : mention.end] and text[mention.end : mention.end + 1] == ")"
    return structs.replace(mention, end=mention.end + 1) if opened else mention


def _as_one(text: str, before: Mention, mention: Mention) -> Mention | None:
    """The two as one mention, None where they are two."""
    between = text[before.end : mention.start]
    if _GRADED.fullmatch(between):
        after = _AFTER_GRADE.match(text, mention.end)
        plain = mention.outcome is Outcome.MALADMINISTRATION
        outcome = before.outcome if plain else mention.outcome
        return Mention("fault", outcome, before.start, after.end() if after else mention.end)
    if _NOT_THAT.fullmatch(between):
        after = _AFTER_GRADE.match(text, mention.end)
        return structs.replace(before, end=after.end() if after else mention.end)
    if _OR_ALSO.fullmatch(between):
        severe = before.outcome is Outcome.SEVERE_MALADMINISTRATION
        return structs.replace(before, outcome=mention.outcome if severe else before.outcome, end=mention.end)
    return None


def stated(text: str, named: tuple[Mention, ...], cited: tuple[Cited, ...], formal: bool) -> list[Stated]:
    """The mentions that state a finding, each with where its clause begins."""
    ends = [0, *(gap.end for gap in sentence_breaks(text)), len(text)]
    found: list[Stated] = []
    for mention in named:
        sentence = next(Span(a, b) for a, b in pairwise(ends) if mention.start < b)
        follows = bool(found) and found[-1].mention.end > sentence.start
        start = max(sentence.start, text.rfind(";", 0, mention.start) + 1, found[-1].mention.end if follows else 0)
        openings = _within(cited, start, mention.start)
        one = _Clause(text, mention, Span(start, sentence.end), openings, cited, formal, follows).read()
        if one is None or (found and found[-1].mention.end > one.mention.start):
            continue
        lead = min(one.lead, openings[0].start) if openings else one.lead
        if follows and mention.kind in ("redress", "offer", "remedy"):
            lead = max(lead, _after_but(text, found[-1].mention.end, mention.start))
        found.append(structs.replace(one, lead=lead, sentence=sentence))
    return found


def _within(cited: tuple[Cited, ...], start: int, end: int) -> tuple[Cited, ...]:
    return tuple(each for each in cited if start <= each.start and each.end <= end)


def _after_but(text: str, start: int, end: int) -> int:
    """Where "there was service failure in X, but the landlord has offered redress which …" goes on: X is not its."""
    return max((match.end() for match in _BUT.finditer(text, start, end)), default=start)


class _Clause(Struct, frozen=True):
    """A mention in its clause. `openings`: the Scheme's paragraphs cited before it; `cited`: those of all the text."""

    text: str
    mention: Mention
    clause: Span
    openings: tuple[Cited, ...]
    cited: tuple[Cited, ...]
    formal: bool
    follows: bool

    @property
    def begin(self) -> int:
        return self.openings[-1].end if self.openings else self.clause.start

    @property
    def cites(self) -> bool:
        """Whether the Scheme is cited for it.

        "X is not something we can consider under paragraph 42(n) of the Scheme": a refusal may cite it afterwards.
        """
        within = (c for c in self.cited if self.mention.end <= c.start and c.end <= self.clause.end)
        return bool(self.openings) or (self.mention.kind == "refusal" and any(within))

    def read(self) -> Stated | None:
        """What the clause states of the outcome it names, or None."""
        predicate = self._predicate()
        if predicate is not None:
            return Stated(self.mention, predicate.outcome, self.begin, predicate.start, self.clause, predicate)
        if self.mention.kind not in ("fault", "redress", "offer") or not self._named_as_outcome():
            return None
        within = Span(self.begin, self.clause.end)
        found = licence(self.text, self.mention, within, self.cites, self.formal, self.follows)
        if found is None:
            return None
        named = self._before(found)
        if named is None and self._only_denies(found):
            return None
        predicate = Predicate(found.outcome, found.start, (named,), False) if named else None
        lead = named.start if named else found.start
        noun = found.how == "finding of"
        return Stated(self.mention, found.outcome, self.begin, lead, self.clause, predicate, noun)

    def _only_denies(self, found: Licence) -> bool:
        """Whether reasoning says what was not found, of no matter: "this does not amount to maladministration".

        "There was no maladministration" and "a finding of no maladministration" say what was found.
        """
        if self.formal or found.outcome is not Outcome.NO_MALADMINISTRATION:
            return False
        of_a_matter = after_outcome(self.text, self.mention.end, self.clause.end) is not None
        return not of_a_matter and not NO_BEFORE.search(self.text, self.clause.start, self.mention.start)

    def _predicate(self) -> Predicate | None:
        """The statement of a kind that has a grammar of its own: jurisdiction, what was settled, what was resolved."""
        text, mention, within = self.text, self.mention, Span(self.begin, self.clause.end)
        if mention.kind in ("jurisdiction", "refusal"):
            # "The complaint about X is, in accordance with paragraph 42(g) of the Scheme, outside …"
            split = self.openings and _VERB_BEFORE.search(text, self.clause.start, self.openings[-1].start)
            return outside_jurisdiction(text, mention, self.clause if split else within, self.cites, self.formal)
        if mention.kind == "settled":
            return settled(text, mention, within) if self.formal else None
        intervened = compiled(BY_INTERVENTION).search(text, within.start, within.end)
        if mention.kind in ("redress", "offer") or (mention.kind == "remedy" and (self.cites or intervened)):
            return resolving(text, mention, within)
        return None

    def _named_as_outcome(self) -> bool:
        """Whether the words are the outcome's own name, or may stand for it where the Scheme is cited."""
        words = "".join(self.text[self.mention.start : self.mention.end].lower().split())
        return self.mention.kind == "fault" or "reasonable" in words or (self.cites and "redress" in words)

    def _before(self, found: Licence) -> Span | None:
        """The matter that stands before the words that state the outcome, where none stands after them."""
        if after_outcome(self.text, self.mention.end, self.clause.end) is not None:
            return None
        if found.subject_may_precede:
            return subject(self.text, self.begin, found.start)
        return topic(self.text, self.begin, found.start)
