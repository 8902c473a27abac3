"""What organizers do."""
