"""Each landlord beside all landlords and those of its kind, and the limits within which chance alone would keep it."""

import math

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import rows_of
from ombudsparse.analysis.outcome_sets import NOT_STATED
from ombudsparse.analysis.provenance import ATTRIBUTE, with_provenance
from ombudsparse.analysis.rates import MINIMUM, maladministration_rate
from ombudsparse.analysis.units import finding_rows

Z_95, Z_998 = 1.959963984540054, 3.090232306167813  # the usual two limits of a funnel plot
_COUNTED = ("number", "outcome", "upheld", "text")


def benchmarks(of: Tables | pd.DataFrame, *, minimum: int = MINIMUM) -> pd.DataFrame:
    """The maladministration rate of each landlord beside that of all and of its kind: one row for each landlord.

    Columns: landlord; landlord_type; determinations, findings, upheld, rate, low, high, effective, small as in
    `maladministration_rate`; upheld_per_determination; type_rate, all_rate (0 to 1, of all landlords of the kind, and
    of all, in the data); low_95, high_95, low_998, high_998 (where the rates of 95 and of 99.8 in 100 landlords with as
    many effective findings would lie, if all had the rate of all); outside (whether the rate lies outside the wider
    limits; missing where the row is small). Landlords that are not stated have no row. `of`: a Dataset, or
    `finding_rows` of it.
    Source: D. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005).
    Raises AnalysisError.
    """
    rows = rows_of(of, finding_rows, _COUNTED)
    rates = maladministration_rate(of, ["landlord", "landlord_type"], minimum=minimum)
    whole = float(maladministration_rate(rows)["rate"].iloc[0])
    kinds = maladministration_rate(rows, "landlord_type").set_index("landlord_type")["rate"]
    made = rates[(rates["landlord"] != NOT_STATED) & (rates["findings"] > 0)].reset_index(drop=True)
    upheld = made["upheld"].astype("float64")
    made = made.assign(
        upheld_per_determination=upheld / made["determinations"].astype("float64"),
        type_rate=made["landlord_type"].map(kinds).astype("float64"), all_rate=whole,
    )  # fmt: skip
    for name, z in (("95", Z_95), ("998", Z_998)):
        half = made["effective"].map(lambda n, z=z: half_width(whole, n, z)).astype("float64")
        made[f"low_{name}"] = (whole - half).clip(lower=0)
        made[f"high_{name}"] = (whole + half).clip(upper=1)
    outside = (made["rate"] < made["low_998"]) | (made["rate"] > made["high_998"])
    made["outside"] = outside.astype("boolean").mask(made["small"], pd.NA).astype("boolean")
    provenance = rates.attrs[ATTRIBUTE]
    few = int(made["small"].sum())
    behind = provenance.rows
    return with_provenance(
        made,
        measure="benchmarks",
        keys=["landlord", "landlord_type"],
        rows=behind[behind["landlord"] != NOT_STATED],
        values=_COUNTED,
        notes=[
            *(note for note in provenance["notes"] if "determinations:" not in note),
            caveats.if_any(few, "landlord", f"with fewer than {minimum} determinations not judged by the limits."),
            "Landlords differ in what is complained of and in which decisions are published, so that more of them lie "
            "outside the limits than chance alone would put there. Outside is a reason to look, and no verdict.",
        ],
        fates=provenance.fates,
    )  # fmt: skip


def half_width(rate: float, effective: float, z: float) -> float:
    """How far the share of so many independent findings lies from the rate, at most, at the z of a limit."""
    return z * math.sqrt(rate * (1 - rate) / effective) if effective > 0 else math.nan
