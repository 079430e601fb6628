"""How grave the findings considered are: the share of each outcome among them, with intervals that know the cases."""

import pandas as pd

from ombudsparse.analysis import caveats
from ombudsparse.analysis.cases import Tables
from ombudsparse.analysis.grouping import By, in_order, keys_of, rows_of
from ombudsparse.analysis.intervals import wilson
from ombudsparse.analysis.outcome_sets import NOT_CONSIDERED, OUTCOMES, TEXT_DTYPE
from ombudsparse.analysis.provenance import ATTRIBUTE, with_provenance
from ombudsparse.analysis.rates import MINIMUM, maladministration_rate
from ombudsparse.analysis.units import finding_rows

_COUNTED = ("number", "outcome", "upheld", "text")
_CONSIDERED = tuple(name for name in OUTCOMES if name not in NOT_CONSIDERED)


def severity_mix(of: Tables | pd.DataFrame, by: By = (), *, minimum: int = MINIMUM) -> pd.DataFrame:
    """The share of each outcome among the findings considered: one row for each group and outcome, the gravest first.

    Columns: those of `by`; outcome; findings; considered (findings of the group but for outside jurisdiction and
    withdrawn); share (0 to 1), low, high (95%, Wilson, of the effective number, with the correlation of whether those
    of one case were upheld); small (fewer than `minimum` determinations). `of`: a Dataset, or `finding_rows` of it.
    Raises AnalysisError.
    """
    rows = rows_of(of, finding_rows, _COUNTED)
    keys = keys_of(by, rows)
    rates = maladministration_rate(of, keys, minimum=minimum)
    rates = rates[rates["findings"] > 0]
    considered = rates.attrs[ATTRIBUTE].rows
    outcome = considered["outcome"].astype(TEXT_DTYPE)
    lines = []
    for _, group in rates.iterrows():
        mine = pd.Series(True, index=considered.index)
        for key in keys:
            same = considered[key].isna() if pd.isna(group[key]) else (considered[key] == group[key]).fillna(False)
            mine &= same.astype(bool)
        n = int(group["findings"])
        for name in _CONSIDERED:
            number = int((mine & (outcome == name)).sum())
            low, high = wilson(number, n, float(group["effective"]))
            lines.append((*group[keys], name, number, n, number / n, low, high, bool(group["small"])))
    columns = [*keys, "outcome", "findings", "considered", "share", "low", "high", "small"]
    types = {"outcome": TEXT_DTYPE, "findings": "Int64", "considered": "Int64", "share": "float64", "low": "float64",
             "high": "float64", "small": "bool"}  # fmt: skip
    made = pd.DataFrame(lines, columns=columns).astype(types | {key: rates[key].dtype for key in keys})
    provenance = rates.attrs[ATTRIBUTE]
    return with_provenance(
        in_order(made, keys, "considered", {"outcome": _CONSIDERED}),
        measure="severity_mix",
        keys=[*keys, "outcome"],
        rows=considered.assign(outcome=outcome),
        values=_COUNTED,
        notes=[
            *(note for note in provenance["notes"] if "such figures move" not in note),
            caveats.small_rows(rates["small"], minimum, "determinations"),
        ],
        fates=provenance.fates,
    )
