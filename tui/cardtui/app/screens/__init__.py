"""What fills the terminal: the interview, the start, and what asks something in between."""
