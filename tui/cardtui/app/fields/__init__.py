"""The fields that answers are given in, one module for each way of answering."""
