"""One export: how far it is, what can be done with it, its files."""
