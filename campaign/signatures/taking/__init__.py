"""Taking signatures in: many at once, in one transaction, each with the mail that confirms it."""
