"""What a user gets of one report: its records, with what is made of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from ombudsparse.determination import DeterminationRecord
from ombudsparse.errors import UnreadableSource
from ombudsparse.spans import Span

if TYPE_CHECKING:
    import pandas as pd
    from PIL.Image import Image

    from ombudsparse.chronology.episodes import Episode, Gap
    from ombudsparse.chronology.response_times import ResponseTime
    from ombudsparse.present.page_pictures import Evidence
    from ombudsparse.readers.pdf.cross_check import PageCheck
    from ombudsparse.records import Award, Citation, ComplaintHead, Conflict, Event, Finding, Order, Problem

    AnyRecord = Award | Citation | ComplaintHead | Conflict | Event | Finding | Order | Problem | Span


class Determination(DeterminationRecord, frozen=True, dict=True):
    """A determination report, as `parse` returns it: the fields of `DeterminationRecord`, and what is made of them."""

    def timeline(self) -> "pd.DataFrame":
        """One row per dated event, in order of date: start and end (datetime64), precision, actor, type, text …"""
        from ombudsparse.chronology.timeline_frame import timeline_frame

        return timeline_frame(self)

    def episodes(self) -> "tuple[Episode, ...]":
        """What happened, by date: the events with the several mentions of one happening put together, spans kept."""
        from ombudsparse.chronology.episodes import episodes_of

        return episodes_of(self)

    def gaps(self, days: int = 28) -> "tuple[Gap, ...]":
        """The stretches of at least `days` days, up to the decision, of which the report dates nothing."""
        from ombudsparse.chronology.episodes import gaps

        return gaps(self.episodes(), days, self.date)

    def response_times(self) -> "tuple[ResponseTime, ...]":
        """How long each stage of the complaint took, and whether that was in time by the Complaint Handling Code."""
        from ombudsparse.chronology.response_times import times_of_stages

        return times_of_stages(self.milestones)

    def to_frame(self, table: str = "findings") -> "pd.DataFrame":
        """The records of one kind as a DataFrame, a row each, with their words: `table` is `heads`, `findings` (the
        formal ones), `narrative_findings`, `orders`, `recommendations`, `awards`, `events`, `milestones`, `conflicts`,
        `citations`, `problems`, or `determinations` for the one row of the case. Raises DatasetError for any other."""
        from ombudsparse.tables.record_frame import record_frame

        return record_frame(self, table)

    def quote(self, record: "AnyRecord", *, url: str | None = None) -> str:
        """The sentence behind a record, whole and in quotation marks, with its citation: landlord, case, date, section
        and paragraph, and the published address where `url` gives it.

        `record` is any record of this report, or a span of its text. Raises ValueError for a record that rests on no
        words, as a problem can.
        """
        from ombudsparse.present.quotation import quotation_at

        span = record if isinstance(record, Span) else getattr(record, "span", None)
        if span is None and getattr(record, "spans", None):
            span = record.spans[0]  # type: ignore[union-attr]  # a conflict has several places: the first
        if span is None:
            raise ValueError(f"{record!r} rests on no words of the report; quote another record")
        return quotation_at(
            self.document, span, landlord=self.landlord, reference=self.case_reference, date=self.date, url=url
        )

    def to_html(self) -> str:
        """The reading view: one page, complete in itself, with the report's text beside its records."""
        from ombudsparse.present.html.report_page import reading_view

        return reading_view(self, self.document.name or "text")

    def page_image(
        self, page_or_record: "int | Evidence", resolution: float = 96, source: str | Path | bytes | None = None
    ) -> "Image":
        """The picture of a page of the PDF (a PIL image), with the words that records were read from marked on it.

        `page_or_record`: a page, from 1, with all heads, findings, orders and events on it; or a record, on the
        page where its words begin. `source`: the PDF, where it is no longer where `parse` read it. Raises
        UnreadableSource for a report that is no PDF, or whose file is gone.
        """
        from ombudsparse.present.page_pictures import page_picture

        if isinstance(page_or_record, int):
            records: list[Evidence] = [*self.heads, *self.findings, *self.orders, *self.events]
            return page_picture(self._pdf(source), self.document, page_or_record, records, resolution)
        page = self.document.page_at(page_or_record.span.start) or 1
        return page_picture(self._pdf(source), self.document, page, [page_or_record], resolution)

    def show(self, record: "Evidence", resolution: float = 72, source: str | Path | bytes | None = None) -> "Image":
        """The pages that the words of a record stand on, side by side, with the words marked; see `page_image`."""
        from ombudsparse.present.page_pictures import evidence_picture

        return evidence_picture(self._pdf(source), self.document, record, resolution)

    def check_letters(self, source: str | Path | bytes | None = None) -> "list[PageCheck]":
        """The letters that were read of each page of the PDF, counted against a second reading by pdfplumber.

        A list of PageCheck, one a page: its number, its letters, those lost and those added, each with how often.
        `source` and UnreadableSource are as for `page_image`; SourceTooLarge is raised for a file of unusual content.
        """
        from ombudsparse.readers.pdf.pdf import checked_pages

        return checked_pages(self._pdf(source), self.document.name or "the PDF")

    def _pdf(self, source: str | Path | bytes | None) -> bytes:
        """The bytes of the PDF that this was read from."""
        source = source if source is not None else self.__dict__.get("source")
        if self.document.format != "pdf":
            raise UnreadableSource(f"{self.document.name or 'the report'} is no PDF and has no pages; use to_html()")
        if source is None:
            raise UnreadableSource("the PDF of this report is not at hand; hand it over as source=")
        if isinstance(source, bytes):
            return source
        try:
            return Path(source).read_bytes()
        except OSError as error:
            raise UnreadableSource(f"{source}: {error}; hand the PDF over as source=") from error

    def _repr_html_(self) -> str:
        from ombudsparse.present.html.notebook import determination_html

        return determination_html(self)
