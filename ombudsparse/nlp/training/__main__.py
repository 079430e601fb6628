"""`python -m ombudsparse.nlp.training` trains the reader of events on corpus/events and writes its weights.

It prints how right the rules, the model and both are on the authors that were not trained on. Run it in a checkout of
the repository. `--passages N` trains on the first N passages only, for the learning curve, and writes nothing.
"""

import argparse
import sys
from pathlib import Path

from thinc.api import Config

from ombudsparse.nlp.learned.decisions import Judge
from ombudsparse.nlp.training.examples import examples_by_author, report_examples
from ombudsparse.nlp.training.learn import LearningSettings, learn
from ombudsparse.nlp.training.measure import accuracy_lines, calibration_of, precisions

_HERE = Path(__file__).parent
_CORPUS = _HERE.parents[2] / "corpus"
_WEIGHTS = _HERE.parent / "learned" / "weights.msgpack"


def train_and_write(arguments: list[str] | None = None) -> None:
    """Trains, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, metavar="N", help="train on the first N passages only; write nothing")
    parser.add_argument("--out", type=Path, default=_WEIGHTS, help="where the weights go")
    chosen = parser.parse_args(arguments)
    config = Config().from_disk(_HERE / "config.cfg")
    held = (*config["authors"]["tune"], *config["authors"]["test"])
    settings = LearningSettings(**config["network"], **config["training"])
    authors = examples_by_author(_CORPUS / "events", chosen.passages, ("house", *held))
    train = [example for name in config["authors"]["train"] for example in authors[name]]
    tune = [example for name in config["authors"]["tune"] for example in authors[name]]
    reports = report_examples(_CORPUS) if chosen.passages is None else []
    reader = learn(train, reports, settings)
    judge = Judge(reader, precisions(train, reports))
    judge = Judge(reader, judge.rules, calibration_of(judge, tune))
    sys.stdout.write(f"how sure, and how often right: {judge.calibration}\n")
    for name in held:
        sys.stdout.write(accuracy_lines(name, authors[name], judge))
    if chosen.passages is not None:
        return
    # what ships has read the tuning author too; the calibration stays that of the reader that had not
    whole = Judge(learn([*train, *tune], reports, settings), judge.rules, judge.calibration)
    packed = Judge.from_bytes(whole.to_bytes())
    for name in config["authors"]["test"]:
        sys.stdout.write(accuracy_lines(f"{name}, as shipped", authors[name], packed))
    chosen.out.write_bytes(whole.to_bytes())
    sys.stdout.write(f"{chosen.out}: {chosen.out.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    train_and_write()
