"""The options that narrow a dataset down: `--landlord`, `--category`, `--year`, `--type`, `--outcome`, `--tenure`."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

_HELP = {
    "landlord": ("NAME", "Only cases of this landlord, named in any way that reports do."),
    "category": ("CATEGORY", "Only matters of this kind: damp_and_mould or “damp and mould”."),
    "year": ("YEAR", "Only decisions of this financial year, as 2024-25."),
    "type": ("TYPE", "Only landlords of this type: council, housing_association …"),
    "outcome": ("OUTCOME", "Only matters with this outcome: maladministration …"),
    "tenure": ("TENURE", "Only cases of residents with this tenure: leaseholder …"),
}
Given = dict[str, list[str]]


def filtered(*without: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command these options, but for those that it has `without` them, and hands it what was given of them as
    `filters`, the keyword arguments of `analysis.narrow`. Each can be given several times: any of its values will do.
    """
    names = [name for name in _HELP if name not in without]

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def narrowed(**given: Any) -> None:
            filters: Given = {name: value for name in names if (value := given.pop(f"only_{name}"))}
            command(**given, filters=filters)

        own = [each for name, each in inspect.signature(command).parameters.items() if name != "filters"]
        options = [
            inspect.Parameter(
                f"only_{name}", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_option(name)
            )
            for name in names
        ]  # fmt: skip
        keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
        narrowed.__signature__ = inspect.Signature([*keyword, *options])  # type: ignore[attr-defined]
        narrowed.__annotations__ = {each.name: each.annotation for each in [*keyword, *options]}
        return narrowed

    return with_options


def _option(name: str) -> Any:
    metavar, about = _HELP[name]
    return Annotated[
        list[str] | None,
        typer.Option(
            f"--{name}", metavar=metavar, help=about, show_default=False, rich_help_panel="Narrow it down (repeatable)"
        ),
    ]


def narrowed_by(dataset: Any, filters: Given) -> Any:
    """The dataset, narrowed down where that was asked for. Raises AnalysisError, which says what would match."""
    if not filters:
        return dataset
    from ombudsparse.analysis import narrow

    return narrow(dataset, **filters)
