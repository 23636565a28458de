"""What is behind everything else."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip

from cardtui.app.mixin import AnyWidget


class Backdrop(AnyWidget):
    """A container that shows only its background: its lines are one, made and kept once.

    Textual makes, cuts and keeps each line by itself, of the screen and of every container in it.
    In a wide terminal that was most of what it kept of a picture, two MB.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same line for each."""
        return super().render_lines(Region(crop.x, 0, crop.width, 1)) * crop.height
