"""A determination as plain JSON values, with the evidence written out beside each record."""

from typing import Any

import msgspec

from ombudsparse.determination import DeterminationRecord
from ombudsparse.document import Document
from ombudsparse.spans import Span
from ombudsparse.structure.evidence import evidence_at


def plain(determination: DeterminationRecord, source: str | None = None, *, evidence: bool = False) -> dict[str, Any]:
    """The records as dictionaries and lists, `source` (the file) first.

    With `evidence` the document and all spans stay in, and each record has `evidence`: section, paragraph, page,
    text, start, end. `DeterminationRecord.from_json` reads that form back; without it the text is left out.
    """
    values = determination.to_dict(document=evidence)
    if evidence:
        for key, value in values.items():
            if key != "document":
                _add_evidence(value, determination.document)
    return {"source": source, **values}


def _add_evidence(value: Any, document: Document) -> None:
    """Writes the evidence into each record within `value`, which was made for this and is nobody else's."""
    if isinstance(value, list | tuple):
        for item in value:
            _add_evidence(item, document)
    elif isinstance(value, dict):
        for item in list(value.values()):
            _add_evidence(item, document)
        if "span" in value:
            span = value["span"]  # None for a problem that stands nowhere in the text
            value["evidence"] = msgspec.to_builtins(evidence_at(document, Span(**span))) if span else None
