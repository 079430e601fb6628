"""Words and dtypes that all of the analysis shares."""

from ombudsparse.records import Outcome
from ombudsparse.schema import EVIDENCE as _EVIDENCE

NOT_STATED = "not stated"  # the group of what the report does not say
OFF_SCALE = "off the scale"  # findings without a severity: redress, jurisdiction, resolved, mediation, withdrawn
TEXT_DTYPE = "string[pyarrow]"
EVIDENCE_COLUMNS = tuple(column.name for column in _EVIDENCE)
OUTCOMES = tuple(outcome.value for outcome in Outcome)  # the gravest first
SEVERE = Outcome.SEVERE_MALADMINISTRATION.value
NOT_CONSIDERED = (Outcome.OUTSIDE_JURISDICTION.value, Outcome.WITHDRAWN.value)
