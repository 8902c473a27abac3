"""Who runs the site, and what it keeps."""
