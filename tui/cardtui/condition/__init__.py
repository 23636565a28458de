"""The language of `when`, `check` and `suggest`: parse, type, evaluate.

A closed subset of Python's expression syntax. `parse` reads it, `require_type` says what it can
mean in a bank, `compile_condition` makes a function of it. Nothing is ever given to `eval`.
"""
