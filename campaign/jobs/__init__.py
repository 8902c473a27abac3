"""The queue of what takes long, by name; the handlers live in the rooms above."""
