"""A bank and a card together: which questions are relevant, how far one is, what is next."""
