"""What a class of ours is of that stands before a class of Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget as AnyWidget
else:
    # A class that is of two widgets gets from Textual the styles of the first alone.
    AnyWidget = object

__all__ = ["AnyWidget"]
