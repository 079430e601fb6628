"""Charts of determinations.

`timeline` draws the history of one report. The others draw what `ombudsparse.analysis` counts: `compensation_trend`,
`outcomes_by_landlord`, `response_times`, `funnel`, `landlord_category_map`. `save` writes any of them to a file.
altair and vl-convert-python, the extra `plots`, load with the first chart.
"""

from ombudsparse.plots.answers import response_time_chart as response_times
from ombudsparse.plots.compensation_trend import compensation_trend
from ombudsparse.plots.funnel import funnel
from ombudsparse.plots.heat_map import landlord_category_map
from ombudsparse.plots.outcomes import outcomes_by_landlord
from ombudsparse.plots.saving import save, save_timeline
from ombudsparse.plots.timeline_chart import timeline

__all__ = [
    "compensation_trend",
    "funnel",
    "landlord_category_map",
    "outcomes_by_landlord",
    "response_times",
    "save",
    "save_timeline",
    "timeline",
]
