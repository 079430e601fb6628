"""Reviewed data files, and the one loader that validates them."""

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from ombudsparse.errors import VocabularyError

_T = TypeVar("_T")


@cache
def load_vocabulary(name: str, shape: type[_T]) -> _T:
    """The vocabulary file `name`.toml, decoded as `shape` (a msgspec Struct) and checked against it.

    Raises VocabularyError, naming the file and the entry, where the file does not have that shape.
    """
    path = files("ombudsparse.vocabulary") / f"{name}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.DecodeError) as error:
        raise VocabularyError(f"vocabulary/{name}.toml: {error}") from error
