"""The command line: one group per room."""
