"""Who is blocked, who is allowed, and how fast mails go out."""
