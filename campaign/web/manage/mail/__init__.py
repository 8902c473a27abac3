"""The mails of a site that sends none."""
