"""The kind of a landlord: what the report prints, else what the table of landlords knows."""

from ombudsparse.landlords.table import LandlordType, built_in

# as the DECISION layout prints them; any other wording is kept, in lower case. "Local Authority / ALMO or TMO" is on
# reports about councils and about the bodies that manage their homes, so there the table of landlords tells which.
_PRINTED = {
    **{str(kind): kind for kind in LandlordType},
    "housing association": LandlordType.HOUSING_ASSOCIATION,
    "local authority": LandlordType.COUNCIL,
    "council": LandlordType.COUNCIL,
    "almo": LandlordType.ALMO,
    "co-operative": LandlordType.CO_OPERATIVE,
    "housing co-operative": LandlordType.CO_OPERATIVE,
    "for profit": LandlordType.FOR_PROFIT,
    "for-profit": LandlordType.FOR_PROFIT,
}


def landlord_type_of(printed: str | None, canonical: str | None) -> tuple[str | None, str | None]:
    """The kind, and whether the "report" or the "table of landlords" says so; None twice where neither does."""
    words = " ".join((printed or "").lower().split())
    if words in _PRINTED:
        return str(_PRINTED[words]), "report"
    known = built_in().types.get(canonical) if canonical else None
    if known:
        return str(known), "table of landlords"
    return (words, "report") if words else (None, None)
