"""What the report has said of sums so far, so that a sum met again is known."""

from decimal import Decimal

from msgspec import Struct

from ombudsparse.extract.money.offer_stages import FIRST, SECOND, UNKNOWN_STAGE, Place
from ombudsparse.records import AwardRole

OFFERS = (FIRST, SECOND, UNKNOWN_STAGE)


class SumSetting(Struct, frozen=True):
    """What the rest of the report says that bears on a sum.

    `ordered`: every sum of the orders, `total` what they come to; `place` the stage that the story had reached;
    `narrated` whether the section tells the story in its order; `behind` whether the orders stand before the sum.
    """

    ordered: frozenset[Decimal]
    total: Decimal | None
    place: Place
    narrated: bool
    behind: bool


class Ledger:
    """The sums met so far with their roles. It grows while a report is read and is thrown away after."""

    def __init__(self) -> None:
        self._roles: dict[Decimal, AwardRole] = {}
        self._offers: list[tuple[Decimal, AwardRole]] = []

    def note(self, amount: Decimal, role: AwardRole) -> None:
        """Remembers what a sum was; an offer is never forgotten for a policy's figure or a cost."""
        if role in OFFERS:
            self._offers.append((amount, role))
            self._roles[amount] = role
        elif role in (AwardRole.POLICY_BAND, AwardRole.OTHER) and self._roles.get(amount) not in OFFERS:
            self._roles[amount] = role

    def known(self, amount: Decimal) -> AwardRole | None:
        """The role in which the sum was last met: an offer, a policy's figure or other; None where it was not."""
        return self._roles.get(amount)

    def offered(self, amount: Decimal) -> AwardRole | None:
        """The stage at which exactly this was offered, None where it was not."""
        role = self._roles.get(amount)
        return role if role in OFFERS else None

    def combines(self, amount: Decimal) -> bool:
        """Whether the sum is an offer of stage 1 and one of stage 2 together."""
        first = {one for one, role in self._offers if role == FIRST}
        second = {one for one, role in self._offers if role == SECOND}
        return any(amount - one in second for one in first)
