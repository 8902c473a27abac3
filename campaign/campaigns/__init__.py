"""Campaigns: an item taken up, with its recipients, its states and its times."""
