"""What follows the clause of a date and belongs to it: what was said, asked or done there."""

from collections.abc import Iterator, Sequence

from ombudsparse.nlp.clauses.words import Word

# what a resident's words to the landlord are about, when they follow in a clause of their own
_COMPLEMENT = frozenset(["problem", "dissatisfaction", "stage_2", "escalation", "response"])
# "told her that it had logged the complaint"
_TAKEN_UP = frozenset(["make", "order", "open", "acknowledge", "receive", "reply", "focus", "review"])
# "told her that its stage 2 response would be late"
_LATER = frozenset(["late", "later", "delay", "delayed", "longer", "extension", "extend", "extended", "more", "time"])
_SAME_IN_PAST = frozenset(["put", "reset", "cut", "set"])


def said_by_resident(
    words: Sequence[Word], end: int, verbs: frozenset[str], nouns: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Verbs and nouns with what the resident said: "told it that he was unhappy and wanted to escalate"."""
    before = words[end - 1]
    for word in _until_date(words, end):
        nouns |= word.entry.nouns & _COMPLEMENT
        if word.low in ("when", "why") and "ask" in before.entry.verbs:
            nouns |= {"asked_when"}  # "rang on 3 May to ask when the work would be done"
        if word.tag == "verb":
            verbs |= word.entry.verbs & {"escalate"}
        before = word
    return verbs, nouns


def said_of_complaint(words: Sequence[Word], end: int) -> frozenset[str]:
    """What was said of the complaint: that it had no answer, had gone to stage 2, or had been taken up."""
    told = list(_until_date(words, end))
    answer = any("response" in word.entry.nouns for word in told)
    if answer and any(word.tag == "neg" for word in told):
        return frozenset(["said_unanswered"])
    if answer or any(word.low in _LATER for word in told):
        return frozenset()
    if any(word.entry.nouns & {"stage_2", "escalation", "panel"} for word in told):
        return frozenset(["said_stage_2"])
    taken_up = any(word.tag == "verb" and word.entry.verbs & _TAKEN_UP for word in told)
    return frozenset(["said_complaint"] if taken_up and any("complaint" in word.entry.nouns for word in told) else [])


def said_in_answer(words: Sequence[Word], end: int) -> bool:
    """Whether it was said to the Ombudsman: "In answer to our enquiries the landlord said"."""
    return any(
        words[index].low == "our" and "query" in words[index + 1].entry.nouns
        for index in range(min(end, len(words) - 1))
    )


def done_there(words: Sequence[Word], start: int) -> frozenset[str]:
    """What who came then did: "attended on 3 May, tested the boiler and replaced a valve". Making it safe, or finding
    what is wrong, is no more than a visit."""
    done: set[str] = set()
    last: set[str] = set()
    for index in range(start, len(words)):
        word = words[index]
        if word.tag == "date":
            return frozenset(done)  # what was done last has a day of its own
        if word.tag in ("sub", "rel", "modal", "aux", "actor") or word.low == ";":
            break  # another's doing, or what was only said or was still to be done
        if word.tag == "verb":
            past = word.entry.form in ("past", "participle") or word.low.split()[0] in _SAME_IN_PAST
            if not past or words[index - 1].tag not in ("and", "comma", "adverb"):
                break
            done |= last
            last = _deed(word)
    done |= last
    return frozenset(done & {"complete"} or done)


def _deed(word: Word) -> set[str]:
    verbs = word.entry.verbs
    if "mend" in verbs:
        return {"complete"}
    return {"inspect"} if "inspect" in verbs and "find" not in verbs else set()


def _until_date(words: Sequence[Word], start: int) -> Iterator[Word]:
    for word in words[start:]:
        if word.tag == "date" or word.low == ";":
            return
        yield word
