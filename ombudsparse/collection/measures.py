"""The functions of `ombudsparse.analysis` as methods of a Dataset; what each gives is told there."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ombudsparse.records import Outcome

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    import pandas as pd

    from ombudsparse.analysis.filters import FilterNames

_By = str | Sequence[str]
_NOT_CONSIDERED = (Outcome.OUTSIDE_JURISDICTION.value, Outcome.WITHDRAWN.value)


class Measures:
    """What can be counted of the tables. All raise AnalysisError for what cannot be computed as asked.

    All but the last few take the filters `landlord`, `category`, `year` (a financial year, "2024-25"), `type` (of
    landlord), `outcome` and `tenure`, each a value or several: `ds.compensation(by="landlord", year="2024-25",
    category="damp and mould")`. A value that matches nothing raises AnalysisError, which says what would.
    """

    def where(self, **filters: "Unpack[FilterNames]") -> Any:
        """The dataset narrowed down, to be given to a measure or a chart; see `analysis.narrow`."""
        return _analysis().narrow(self, **filters)

    def finding_rows(self, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """One row for each formal finding, with the columns of its case; see `analysis.finding_rows`."""
        return _analysis().finding_rows(_seen(self, filters))

    def case_rows(self, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """One row for each case, with what was found, ordered and offered; see `analysis.case_rows`."""
        return _analysis().case_rows(_seen(self, filters))

    def award_rows(self, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """One row for each sum of money, with its role; see `analysis.award_rows`."""
        return _analysis().award_rows(_seen(self, filters))

    def order_rows(self, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """One row an order and type; see `analysis.order_rows`."""
        return _analysis().order_rows(_seen(self, filters))

    def stage_rows(self, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """One row for each case and stage of the complaint procedure; see `analysis.stage_rows`."""
        return _analysis().stage_rows(_seen(self, filters))

    def maladministration_rate(
        self,
        by: _By = (),
        *,
        level: Literal["finding", "case"] = "finding",
        exclude: Iterable[str] = _NOT_CONSIDERED,
        minimum: int = 5,
        suppress: bool = False,
        correlation: float | None = None,
        **filters: "Unpack[FilterNames]",
    ) -> "pd.DataFrame":
        """The share of findings, or cases, upheld: one row for each group; see `analysis.maladministration_rate`."""
        return _analysis().maladministration_rate(
            _seen(self, filters),
            by,
            level=level,
            exclude=exclude,
            minimum=minimum,
            suppress=suppress,
            correlation=correlation,
        )

    def outcomes(self, by: _By = "category", **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """How many findings had each outcome: one row for each group and outcome; see `analysis.outcomes`."""
        return _analysis().outcomes(_seen(self, filters), by)

    def compensation(
        self, by: _By = (), *, zeros: bool = False, minimum: int = 5, **filters: "Unpack[FilterNames]"
    ) -> "pd.DataFrame":
        """The money ordered, in pounds: one row for each group; see `analysis.compensation`."""
        return _analysis().compensation(_seen(self, filters), by, zeros=zeros, minimum=minimum)

    def earlier_offers(self, by: _By = (), **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """What was ordered beside what the landlord had offered: by group; see `analysis.earlier_offers`."""
        return _analysis().earlier_offers(_seen(self, filters), by)

    def order_types(self, by: _By = (), **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """What was ordered, and for when: one row for each group and type; see `analysis.order_types`."""
        return _analysis().order_types(_seen(self, filters), by)

    def response_times(self, by: _By = (), *, minimum: int = 5, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """How long the stages took, and how many were late: one row for each group, stage and edition of the Code; see
        `analysis.response_times`."""
        return _analysis().response_times(_seen(self, filters), by, minimum=minimum)

    def time_to_determination(self, by: _By = (), **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """Days from the first report to the decision: one row for each group; see `analysis.time_to_determination`."""
        return _analysis().time_to_determination(_seen(self, filters), by)

    def recurring_failings(
        self, *, by: str = "landlord", minimum: int = 2, **filters: "Unpack[FilterNames]"
    ) -> "pd.DataFrame":
        """What was upheld again: one row for each landlord and category; see `analysis.recurring_failings`."""
        return _analysis().recurring_failings(_seen(self, filters), by=by, minimum=minimum)

    def benchmarks(self, *, minimum: int = 5, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """Each landlord's rate beside that of all and of its kind; see `analysis.benchmarks`."""
        return _analysis().benchmarks(_seen(self, filters), minimum=minimum)

    def severity_mix(self, by: _By = (), *, minimum: int = 5, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """The share of each outcome among the findings considered; see `analysis.severity_mix`."""
        return _analysis().severity_mix(_seen(self, filters), by, minimum=minimum)

    def per_homes(self, by: _By = "landlord", *, minimum: int = 5, **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """Cases and findings upheld for every 1,000 and 10,000 homes; see `analysis.per_homes`."""
        return _analysis().per_homes(_seen(self, filters), by, minimum=minimum)

    def with_landlords(self, source: "str | Path | pd.DataFrame") -> Any:
        """This dataset with your own table of landlords, to be given to a measure; see `analysis.with_landlords`."""
        return _analysis().with_landlords(self, source)

    def rolled_up(self, *, successors: bool = True, almos: bool = False) -> Any:
        """This dataset with merged landlords together, to be given to a measure; see `analysis.rolled_up`."""
        return _analysis().rolled_up(self, successors=successors, almos=almos)

    def beside_published(
        self, year: str = "2024-25", *, published: "str | Path | None" = None, minimum: int = 5
    ) -> "pd.DataFrame":
        """The figures of a year beside those that the Ombudsman publishes; see `analysis.beside_published`."""
        return _analysis().beside_published(self, year, published=published, minimum=minimum)

    def compare(self, a: Any, b: Any, *, by: str = "landlord", **filters: "Unpack[FilterNames]") -> "pd.DataFrame":
        """Two landlords, or other groups, side by side: one row for each measure; see `analysis.compare`."""
        return _analysis().compare(_seen(self, filters), a, b, by=by)

    def biggest_changes(
        self, between: tuple[Any, Any], *, by: str = "landlord", minimum: int = 5, **filters: "Unpack[FilterNames]"
    ) -> "pd.DataFrame":
        """How the maladministration rate changed between two periods; see `analysis.biggest_changes`."""
        return _analysis().biggest_changes(_seen(self, filters), between, by=by, minimum=minimum)


def _seen(of: Measures, filters: "FilterNames") -> Any:
    """The dataset narrowed down, where it is."""
    return _analysis().narrow(of, **filters) if filters else of


def _analysis() -> Any:
    """The layer above, which loads pandas: imported when a figure is asked for."""
    from ombudsparse import analysis

    return analysis
