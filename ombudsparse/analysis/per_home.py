"""Determinations and findings upheld for every 1,000 and 10,000 homes, from the user's own table of landlords."""

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.accounts import COUNTED, case_fates, fates_of, references
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, grouped, in_order, keys_of, rows_of, whole
from ombudsparse.analysis.provenance import with_provenance
from ombudsparse.analysis.rates import MINIMUM
from ombudsparse.analysis.units import case_rows
from ombudsparse.errors import AnalysisError

_NO_HOMES = "of landlords whose homes are not known"


def per_homes(of: Tables | pd.DataFrame, by: By = "landlord", *, minimum: int = MINIMUM) -> pd.DataFrame:
    """Cases and findings upheld for every 1,000 and 10,000 homes: one row for each group.

    Columns: those of `by`; landlords; homes (of the landlords that have cases in the group, each once; where the table
    has years, of each year, so that these add up to homes times years); cases; upheld_findings; cases_per_1000,
    upheld_per_1000, cases_per_10000, upheld_per_10000; small (fewer than `minimum` cases). Landlords without cases are
    in no row, so that a group looks busier than it is. `of`: what `with_landlords` returns, whose table has the column
    homes, or `case_rows` of it. Raises AnalysisError where there are no homes.
    """
    rows = rows_of(of, case_rows, ("upheld_findings",))
    if "homes" not in rows:
        raise AnalysisError("of: it has no homes; give what op.analysis.with_landlords returns, of a table with homes")
    keys = keys_of(by, rows)
    known = rows[rows["homes"].notna()]
    numbers, table = grouped(known, keys)
    own = getattr(of, "landlord_table", None)
    of_years = ["financial_year"] if own is not None and "financial_year" in own else []
    landlords = known.assign(_group=numbers).drop_duplicates(["_group", "landlord", "homes", *of_years])
    table = table.assign(
        landlords=known.groupby(numbers)["landlord"].nunique(), homes=landlords.groupby("_group")["homes"].sum(),
        cases=known.groupby(numbers).size(), upheld_findings=known.groupby(numbers)["upheld_findings"].sum(),
    )  # fmt: skip
    table = whole(table, "landlords", "cases", "upheld_findings")
    homes = table["homes"].astype("float64").where(lambda each: each > 0)
    for size in (1000, 10_000):
        for name, counted in (("cases", "cases"), ("upheld", "upheld_findings")):
            table[f"{name}_per_{size}"] = table[counted].astype("float64") * size / homes
    table["small"] = (table["cases"] < minimum).astype(bool)
    fates = fates_of(of, case_fates(references(of, rows), (COUNTED, known["case_reference"]), rest=_NO_HOMES))
    return with_provenance(
        in_order(table, keys, "cases"),
        measure="per_homes",
        keys=keys,
        rows=known,
        values=("upheld_findings", "homes"),
        notes=[
            *caveats.about_figures(rows, keys, of),
            fates.note(_NO_HOMES),
            "Published cases alone are counted, and homes of landlords without a case are in no row: these are no "
            "rates of complaints.",
            caveats.small_rows(table["small"], minimum, "cases"),
        ],
        fates=fates,
    )
