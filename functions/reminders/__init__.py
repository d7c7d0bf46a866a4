"""Before a weekend."""
