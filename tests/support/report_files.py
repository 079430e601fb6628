"""Where the corpus reports are and, if they are at hand, the real ones."""

from pathlib import Path

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
REAL = Path(__file__).parents[3] / "shared" / "real"


def files(*patterns: str) -> list[Path]:
    """Corpus and real files of these names."""
    found = [path for pattern in patterns for path in sorted(REPORTS.glob(f"*/{pattern}"))]
    return found + [path for pattern in patterns for path in sorted(REAL.glob(pattern))]
