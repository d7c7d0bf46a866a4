"""Monday: back to us."""
