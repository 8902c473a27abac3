"""The ways that mail goes out: into a folder, or to a mail server."""
