"""Getting the bank that is meant: a file, the banks of a project, the shipped ones."""
