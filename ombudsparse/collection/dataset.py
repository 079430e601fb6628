"""Many reports as tables: what `read` and `load` return."""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ombudsparse.collection.measures import Measures
from ombudsparse.dataset.build import build
from ombudsparse.dataset.datapackage import PACKAGE, read_package, write_package
from ombudsparse.dataset.finish import table_files
from ombudsparse.dataset.held_cases import refuse_foreign
from ombudsparse.dataset.intake.found import Named
from ombudsparse.dataset.parquet import path_of, row_count
from ombudsparse.dataset.stores.replacing import replacing_files
from ombudsparse.errors import DatasetError
from ombudsparse.schema import SOURCES, Table, names

if TYPE_CHECKING:
    import pandas as pd

    from ombudsparse.report import Determination


class Dataset(Measures):
    """A folder of Parquet files as DataFrames, each read when first asked for.

    Every table has `case_reference` and `source`; what the columns hold is in docs/data-dictionary.md. The figures
    that can be made of them (`maladministration_rate`, `compensation` …) are told in `ombudsparse.analysis`.
    """

    def __init__(self, folder: Named, *, saved: bool = True) -> None:
        self.folder = Path(folder)
        self._saved = saved
        self.package: dict[str, Any] = read_package(self.folder)

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {row_count(self.folder, name):,}" for name in names())
        return f"<Dataset {counts}>"

    def __len__(self) -> int:
        """The number of cases."""
        return row_count(self.folder, Table.DETERMINATIONS)

    def __getitem__(self, reference: str) -> "Determination":
        """The case of that reference, read again from its source; where that is gone or has changed, its records with
        their words alone. Raises CaseNotFound, which is a KeyError, where the dataset has no such case."""
        from ombudsparse.collection.stored_case import case_of

        return case_of(self.folder, str(reference)).determination

    def __contains__(self, reference: object) -> bool:
        """Whether it has a case of that reference."""
        return reference in set(self.determinations["case_reference"])

    def __iter__(self) -> "Iterator[Determination]":
        """The cases, one after another, each as `ds[reference]` gives it."""
        for reference in self.determinations["case_reference"]:
            yield self[reference]

    def _repr_html_(self) -> str:
        from ombudsparse.present.html.dataset_card import dataset_card

        cases = self.determinations
        return dataset_card(
            str(self.folder) if self._saved else None,
            {name: row_count(self.folder, name) for name in names()},
            cases["landlord_canonical"].fillna(cases["landlord"]).nunique(),
            [each.date() for each in (cases["date"].min(), cases["date"].max()) if each == each],
            int((self.sources["status"] == "failed").sum()),
        )

    def quote(self, row: "Mapping[str, Any] | pd.Series") -> str:
        """The sentence behind a row, whole and in quotation marks, with its citation and the published address.

        `row`: of any table that has the words behind it (`ds.findings.iloc[0]`), of the rows of `ds.finding_rows()` and
        the like, or of `op.analysis.evidence`. Raises DatasetError for a row that is none of these, or rests on no
        words.
        """
        from ombudsparse.present.quotation import quotation_of_row

        try:
            url = self._urls.get(str(row["source"]))
            return quotation_of_row(row, url)
        except (KeyError, ValueError, TypeError) as error:
            raise DatasetError(f"this row cannot be quoted: {error}; take one of ds.findings or the like") from error

    def address_of(self, source: str) -> str | None:
        """The published address of a source, where the dataset was told one."""
        return self._urls.get(source)

    @cached_property
    def _urls(self) -> dict[str, str]:
        """The published address of each source that has one."""
        known = self.sources.dropna(subset="url")
        return dict(zip(known["source"], known["url"], strict=True))

    def table(self, name: Table | str) -> "pd.DataFrame":
        """The table of that name, read anew. Raises DatasetError where it cannot be."""
        from ombudsparse.collection.frames import read_frame

        return read_frame(self.folder, name)

    @cached_property
    def determinations(self) -> "pd.DataFrame":
        """One row a case."""
        return self.table(Table.DETERMINATIONS)

    @cached_property
    def heads(self) -> "pd.DataFrame":
        """One row a matter of complaint."""
        return self.table(Table.HEADS)

    @cached_property
    def findings(self) -> "pd.DataFrame":
        """One row an outcome for a matter, as the determination states it: the formal findings, the ones to count."""
        return self.table(Table.FINDINGS)

    @cached_property
    def narrative_findings(self) -> "pd.DataFrame":
        """One row an outcome that the reasoning tells of besides. Most repeat a formal finding: do not count both."""
        return self.table(Table.NARRATIVE_FINDINGS)

    @cached_property
    def orders(self) -> "pd.DataFrame":
        """One row an order."""
        return self.table(Table.ORDERS)

    @cached_property
    def recommendations(self) -> "pd.DataFrame":
        """One row a recommendation."""
        return self.table(Table.RECOMMENDATIONS)

    @cached_property
    def awards(self) -> "pd.DataFrame":
        """One row a sum of money."""
        return self.table(Table.AWARDS)

    @cached_property
    def events(self) -> "pd.DataFrame":
        """One row a dated mention."""
        return self.table(Table.EVENTS)

    @cached_property
    def milestones(self) -> "pd.DataFrame":
        """One row a step of the complaint that was determined."""
        return self.table(Table.MILESTONES)

    @cached_property
    def conflicts(self) -> "pd.DataFrame":
        """One row an event for which a report gives several dates."""
        return self.table(Table.CONFLICTS)

    @cached_property
    def citations(self) -> "pd.DataFrame":
        """One row a citation of law, Scheme or Code."""
        return self.table(Table.CITATIONS)

    @cached_property
    def problems(self) -> "pd.DataFrame":
        """One row a problem of a report; also the reports that failed, and the duplicates that were left out."""
        return self.table(Table.PROBLEMS)

    @cached_property
    def sources(self) -> "pd.DataFrame":
        """One row a source that was read: hash of its content, and what came of it."""
        return self.table(SOURCES)

    def changes(self, old: "Dataset") -> "pd.DataFrame":
        """What is other than in the `old` dataset: a row a case added or gone, and a row a value that is another.

        Columns: case_reference, kind ("added", "gone", "amended", "changed_report", "read_differently"), table, row,
        column, old and new value, the words of the report behind either, and the source. Empty where nothing changed.
        """
        from ombudsparse.collection.changes import changes_frame

        return changes_frame(old, self)

    def save(self, folder: Named) -> "Dataset":
        """Saves it in its native form, Parquet with datapackage.json, which `load` reads. A dataset that is there goes.

        Raises DatasetError where it cannot be written, or somebody else's file has one of its names.
        """
        target = Path(folder)
        if not (target.exists() and target.samefile(self.folder)):
            refuse_foreign(target, table_files())
            with replacing_files(target, last=PACKAGE) as staging:
                for name in names():
                    shutil.copyfile(path_of(self.folder, name), path_of(staging, name))
                write_package(staging / PACKAGE, self.package)
        return Dataset(target)

    def to_csv(self, folder: Named) -> None:
        """A folder of CSV files (UTF-8 with byte order mark; cells that begin like a formula get an apostrophe)."""
        from ombudsparse.dataset.stores.csv_files import write_csv

        write_csv(self.folder, Path(folder))

    def to_excel(self, path: Named) -> None:
        """A workbook to hand on: what it is and its figures first, then a sheet for each table, each row with the
        address of its decision where that is known, and a dictionary of the columns."""
        from ombudsparse.collection.workbook_figures import workbook_figures
        from ombudsparse.dataset.stores import excel

        excel.write_excel(self.folder, Path(path), workbook_figures(self))

    def to_jsonl(self, path: Named) -> None:
        """JSON Lines: a case a line, with its rows nested."""
        from ombudsparse.dataset.stores.json_lines import write_jsonl

        write_jsonl(self.folder, Path(path))

    def to_sqlite(self, path: Named) -> None:
        """A SQLite file with full-text search, and NAME.metadata.json for Datasette beside it."""
        from ombudsparse.dataset.stores.sqlite import write_sqlite

        write_sqlite(self.folder, Path(path))

    def to_duckdb(self, path: Named) -> None:
        """A DuckDB file."""
        from ombudsparse.dataset.stores.duck import write_duckdb

        write_duckdb(self.folder, Path(path))


def load(folder: Named) -> Dataset:
    """The dataset that `Dataset.save` or `ombudsparse build` wrote in `folder`. Raises DatasetError."""
    return Dataset(folder)


def read(
    sources: Named | Iterable[Named],
    workers: int | None = None,
    progress: bool = True,
    executor: Executor | None = None,
) -> Dataset:
    """Reads reports into a dataset: folders, globs, zip, JSON Lines and SQLite files, or a list of them.

    `workers`: processes, by default one a core; `executor`: any concurrent.futures.Executor in their place;
    `progress`: a bar on standard error, where that is a terminal. Reports that fail are rows of `problems`. The
    tables are in a temporary folder, which goes with the Dataset: `save` keeps them. Raises DatasetError.
    """
    folder = tempfile.mkdtemp(prefix="ombudsparse-")
    try:
        build(sources, folder, workers=workers, executor=executor, progress=progress)
        made = Dataset(folder, saved=False)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(made, shutil.rmtree, folder, ignore_errors=True)
    return made
