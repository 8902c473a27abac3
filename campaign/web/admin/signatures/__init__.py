"""Lists of signatures with e-mail addresses, for admins."""
