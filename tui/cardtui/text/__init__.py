"""Text as people read it: cleaned of what could harm a terminal, and put into plain words."""
