"""A card as one JSON document, for programs."""
