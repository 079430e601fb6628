"""Charts of determinations: `timeline` draws the history of one report, `save_timeline` draws it to a file.

altair and vl-convert-python, the extra `plots`, load with the first chart.
"""

from ombudsparse.plots.chart import save_timeline, timeline

__all__ = ["save_timeline", "timeline"]
