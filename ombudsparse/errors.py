"""The one tree of exceptions. Each message names the source and says what to do about it."""


class OmbudsparseError(Exception):
    """Whatever can go wrong while a report is found, read or saved."""


class UnreadableSource(OmbudsparseError):
    """The source cannot be turned into text: empty, binary, truncated, or in an encoding that is not text."""


class EncryptedPdf(UnreadableSource):
    """The PDF asks for a password."""


class ScannedPdf(UnreadableSource):
    """The PDF holds pictures of pages and no text."""


class SourceTooLarge(OmbudsparseError):
    """The source is larger, deeper or slower to read than any report is."""


class NotADetermination(OmbudsparseError):
    """The text was read, and it is not a Housing Ombudsman determination report."""


class VocabularyError(OmbudsparseError):
    """A vocabulary data file does not hold what its loader expects."""


class DatasetError(OmbudsparseError):
    """A dataset cannot be built, saved or loaded: no sources, a full disk, a folder in use, a query that is wrong."""


class CaseNotFound(DatasetError, KeyError):
    """A dataset has no case of that reference. Also a KeyError, as `ds["202433871"]` is expected to raise."""

    __str__ = Exception.__str__  # a KeyError puts its message in quotation marks


class AnalysisError(OmbudsparseError):
    """A figure cannot be computed as asked: an unknown grouping, a frame without the columns, a lost provenance."""
