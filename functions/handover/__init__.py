"""Friday: to the guest."""
