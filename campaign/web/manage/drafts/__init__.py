"""The texts of a campaign's letters."""
