"""The same interview, line by line: for screen readers, dumb terminals, and pipes."""
