"""The trail of who did what that is not seen elsewhere: entries are added, and never changed."""
