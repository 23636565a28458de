"""A card as one HTML file."""
