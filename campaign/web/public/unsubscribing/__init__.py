"""Ending notices, by a button or by a mail program."""
