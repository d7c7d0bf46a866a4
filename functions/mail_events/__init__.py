"""What became of each mail."""
