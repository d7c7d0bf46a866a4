"""The web: what a guest sees and does behind their link."""
