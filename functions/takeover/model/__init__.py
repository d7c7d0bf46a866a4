"""The words of this project: weekends, windows, rows, turns, the pass."""
