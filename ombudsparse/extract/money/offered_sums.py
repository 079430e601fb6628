"""The stage of an offer, and what a payment of the landlord's was, outside the orders."""

from ombudsparse.document import SectionKind
from ombudsparse.extract.money import narrative_phrases as said
from ombudsparse.extract.money.offer_stages import FIRST, SECOND, UNKNOWN_STAGE, last_stage_in, stage_named
from ombudsparse.extract.money.shares import is_leaf
from ombudsparse.extract.money.surroundings import SumInContext
from ombudsparse.records import AwardRole


def stage_of(reading: SumInContext) -> AwardRole:
    """The stage of an offer: as its sentence says, as it was met before, or where the story has got to."""
    each, setting, ledger = reading.sum, reading.setting, reading.ledger
    known, place = ledger.offered(reading.amount), setting.place
    again = reading.definite or said.FROM.search(each.before) or not reading.cues
    if not said.STAGE_BEHIND.match(each.after):
        if known and again:
            return known
        if place.listed:
            return place.stage  # whatever earlier step an item of the list speaks of
    named = stage_named(each)
    raised = said.FROM.search(each.before) and said.RAISING.search(each.before)
    if raised and not known and (named or place.stage) == SECOND:
        # "Its stage 2 response raised the offer from £80 to £180"
        return UNKNOWN_STAGE if named and said.LATER.search(each.gap) else FIRST
    return _named_stage(reading, named) or _stage_by_place(reading, known)


def _named_stage(reading: SumInContext, named: AwardRole | None) -> AwardRole | None:
    """The stage of an offer whose sentence names one."""
    each, setting = reading.sum, reading.setting
    if named == SECOND and said.LATER.search(each.gap):
        return UNKNOWN_STAGE
    if named == FIRST and setting.narrated and setting.place.stage == SECOND and said.FURTHER.search(each.gap):
        return SECOND  # "It agreed that the stage 1 offer was too low and offered a further £70"
    return named


def _stage_by_place(reading: SumInContext, known: AwardRole | None) -> AwardRole:
    """The stage of an offer whose sentence names none."""
    each, setting, ledger = reading.sum, reading.setting, reading.ledger
    place = setting.place
    if is_leaf(each) and (above := last_stage_in(each.lead_in)):
        return above
    if known and (not setting.narrated or place.stage == UNKNOWN_STAGE):
        return known
    if not setting.narrated and ledger.combines(reading.amount):
        return UNKNOWN_STAGE
    return place.stage


def paid_role(reading: SumInContext) -> AwardRole:
    """What the landlord paid: what it had offered, or a cost of its own unless the resident got it."""
    if reading.known:
        return reading.known
    if reading.sum.section == SectionKind.POLICIES:
        return AwardRole.POLICY_BAND
    if said.CREDITED.search(reading.sum.gap) and not reading.setting.place.listed and not stage_named(reading.sum):
        return AwardRole.OTHER  # an account put right
    near = reading.sum.before[-60:] + "£" + reading.after[:30]
    return stage_of(reading) if said.TO_THEM.search(near) else AwardRole.OTHER
