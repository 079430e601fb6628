"""Help that reads well on 80 columns: no type behind a flag, and the choices of an option in its sentence."""

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

_Command = TypeVar("_Command", bound=Callable[..., Any])


class PlainCommand(TyperCommand):
    """A command whose help is so."""

    def get_params(self, ctx: Any) -> list[Any]:
        return [_plain(param) for param in super().get_params(ctx)]


class PlainGroup(TyperGroup):
    """The program itself, whose help is so."""

    def get_params(self, ctx: Any) -> list[Any]:
        return [_plain(param) for param in super().get_params(ctx)]


class PlainTyper(typer.Typer):
    """An app of such commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"cls": PlainGroup, **options})

    def command(self, name: str | None = None, **options: Any) -> Callable[[_Command], _Command]:
        made: Callable[[_Command], _Command] = super().command(name, **{"cls": PlainCommand, **options})
        return made


def _plain(param: Any) -> Any:
    """The parameter as its help is to show it; done once, however often its help is asked for."""
    described = getattr(param, "type_descriptor", None) or getattr(param, "type", None)
    choices = getattr(described, "choices", None)
    if getattr(param, "is_flag", False):
        param.metavar = param.metavar or ""
    elif choices and param.metavar is None:
        param.metavar = str(param.name).upper()
        one_of = ", ".join(str(getattr(each, "value", each)) for each in choices)
        param.help = f"{param.help.rstrip('.')}: {one_of}." if param.help else f"One of {one_of}."
    return param
