"""The document as lines of a terminal. Nothing here knows a widget, so that it can run in a thread."""
