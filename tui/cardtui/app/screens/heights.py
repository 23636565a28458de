"""When a terminal is too low for a dialog to keep its distance."""

HEIGHTS = [(0, "-low"), (20, "-high")]
"""Heights in lines, and the class of the screen from there on."""
