"""The directory, to be looked up."""
