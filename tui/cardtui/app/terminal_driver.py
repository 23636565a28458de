"""The terminal as Textual drives it, also where it sends another encoding than UTF-8."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_CHUNK = 65536
_BETWEEN_LOOKS = 0.1
"""Seconds between two looks at whether the app ends, and at an escape that nothing follows."""


class LenientDriver(LinuxDriver):
    """Takes � for what it cannot read, where the one of Textual would end the app."""

    def run_input_thread(self) -> None:
        """Read what is typed until the app ends."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        is_over = False
        while not is_over:
            # Once more at the end: what the terminal still answers must not be left to the shell.
            is_over = self.exit_event.is_set()
            if select.select([self.fileno], [], [], _BETWEEN_LOOKS)[0]:
                text = decode(os.read(self.fileno, _CHUNK))
                for event in parser.feed(text) if text else ():
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
