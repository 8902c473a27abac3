"""What the processes log: lines of key and value on standard error, never a person's data."""

from __future__ import annotations

import logging
import sys

import structlog

# Libraries that log once for every try, or that quote what they were given.
QUIET = ("alembic", "huey", "sqlalchemy.engine", "werkzeug")


def set_up() -> None:
    """Send what is logged, by structlog or the standard library, to standard error; once per process."""
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if structlog.is_configured():
        return
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
