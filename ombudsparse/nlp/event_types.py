"""Which kind of step a clause tells of, by the reviewed rules of vocabulary/event_rules.toml."""

from functools import cache, lru_cache

import msgspec
from msgspec import Struct

from ombudsparse import vocabulary
from ombudsparse.nlp.clauses.clause import Clause
from ombudsparse.records import Actor, EventType


class Rule(Struct, frozen=True):
    """One rule; the head of event_rules.toml says what each part asks."""

    id: str
    type: EventType
    verbs: frozenset[str] = frozenset()
    with_: frozenset[str] = msgspec.field(default=frozenset(), name="with")
    nouns: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    step: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    preposition: frozenset[str] = frozenset()
    bare: bool = False
    actor: Actor | None = None
    doer: Actor | None = None
    example: str = ""


class EventRules(Struct, frozen=True):
    """`vocabulary/event_rules.toml`, in order of precedence."""

    rule: tuple[Rule, ...]


@cache
def event_rules() -> tuple[Rule, ...]:
    """The rules, first one first."""
    rules: EventRules = vocabulary.load_vocabulary("event_rules", EventRules)
    return rules.rule


@lru_cache(maxsize=1024)
def _rules_of(verbs: frozenset[str]) -> tuple[Rule, ...]:
    """The rules whose verbs are met; clauses have the same few classes of verbs over and over."""
    return tuple(
        rule
        for rule in event_rules()
        if (not rule.verbs or rule.verbs & verbs) and (not rule.with_ or rule.with_ & verbs)
    )


def rule_for(clause: Clause, step: EventType | None = None, previous: EventType | None = None) -> Rule | None:
    """The first rule that fits the clause; `step` is the step of the procedure that was told of last, `previous` the
    event before it in the paragraph."""
    by = clause.by.value if clause.by else "nobody"
    for rule in _rules_of(clause.verbs):
        if rule.bare and not clause.bare:
            continue
        if rule.nouns and not rule.nouns & clause.nouns:
            continue
        if rule.also and not rule.also & clause.nouns:
            continue
        if rule.without and rule.without & clause.nouns:
            continue
        if rule.by and by not in rule.by:
            continue
        if (
            rule.to
            and not any(actor.value in rule.to for actor in clause.to)
            and not ("nobody" in rule.to and not clause.to)
        ):
            continue
        if rule.step and (step is None or step.value not in rule.step):
            continue
        if rule.after and (previous is None or previous.value not in rule.after):
            continue
        if rule.preposition and clause.preposition not in rule.preposition:
            continue
        return rule
    return None
