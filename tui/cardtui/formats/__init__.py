"""From a card to a document: one package or module for each format."""
