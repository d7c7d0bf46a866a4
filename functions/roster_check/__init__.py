"""When the list is edited: what may not wait for the next sweep."""
