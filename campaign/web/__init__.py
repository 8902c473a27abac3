"""The pages, by audience; and what they share."""
