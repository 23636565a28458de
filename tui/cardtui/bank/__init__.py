"""What can be asked: the model of a bank, loading it with its checks, what its answers can hold."""
