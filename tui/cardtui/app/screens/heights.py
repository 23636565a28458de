"""When a terminal is too low for a dialog to keep its distance, or too narrow for two columns."""

HEIGHTS = [(0, "-low"), (20, "-high")]
"""Heights in lines, and the class of the screen from there on."""
WIDTHS = [(0, "-narrow"), (61, "-broad")]
"""Widths in cells, and the class of a dialog from there on."""
