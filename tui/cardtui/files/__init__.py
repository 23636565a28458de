"""Files: guarded reading, positions in a file, atomic and durable writing."""
