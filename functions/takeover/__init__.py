"""The domain: one account, lent for a weekend and back on Monday, with nobody watching."""
