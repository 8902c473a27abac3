"""Checking what was read: the items as a person corrects them, each change logged and undoable."""
