"""What has been answered: the model of a card and its file."""
