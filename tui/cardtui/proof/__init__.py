"""What can be shown of a bank before anyone is asked: by walking all that could be answered."""
