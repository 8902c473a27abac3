"""The directory: offices that receive letters, their postal lines and forms of address."""
