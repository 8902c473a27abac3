"""Filling the demo's data folder, and running its two processes."""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import date
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING

import click

from campaign import worker
from campaign.accounts import queries as accounts
from campaign.accounts import services as account_services
from campaign.accounts.values import NoSuchAccount, Role
from campaign.campaigns import queries as campaigns
from campaign.campaigns import services as campaign_services
from campaign.cli import bringing_in
from campaign.cli.context import make_app
from campaign.cli.setting_up import bring_tables_up_to_date
from campaign.core import config
from campaign.core.db import db
from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _
from campaign.statements.services import Particulars, StatementExists

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    from campaign.core.config import Config

PR_SET_PDEATHSIG = 1
HOST = "127.0.0.1"
PASSWORDS = "demo-passwords.txt"
STOPS_WITHIN_S = 10
ACCOUNTS = (("organizer@example.org", Role.ORGANIZER), ("admin@example.org", Role.ADMIN))
ORGANIZATION = {
    "name": "Campaign demo",
    "return_address": "12 Example Street\nSeoul 00000\nRepublic of Korea",
    "place": "Seoul",
    "signatory": "Jia Example",
    "signatory_title": "Coordinator",
    "contact": "contact@example.org",
    "about": "A made-up organization, so that you can look around.",
    "privacy": "This is a demonstration on one machine. Nothing leaves it.",
}
ABOUT = Particulars(
    title="Joint Statement",
    issuer="International Parliamentarians’ Coalition for North Korean Refugees’ Human Rights",
    adopted_on=date(2007, 8, 29),
    place="Seoul",
)


def run(settings: Config, port: int) -> None:
    """Prepare the data folder, then serve until a signal comes."""
    _refuse_taken_port(port)
    with make_app(settings).app_context():
        bring_tables_up_to_date()
        _describe()
        passwords = _accounts(settings.data)
        for line in _bring_in():
            click.echo(line)
        shown = [campaign.slug for campaign in campaigns.public()]
        db.session.remove()
        db.engine.dispose()
    _run_processes(settings, port, lambda: _greet(settings.base_url, passwords, shown))


def _bring_in() -> list[str]:
    shipped = resources.files("campaign.statements") / "data" / "ipcnkr-2007.txt"
    text = shipped.read_text(encoding="utf-8")
    try:
        return bringing_in.bring_in(text, ABOUT, publish=True)
    except StatementExists as known:
        return bringing_in.publish(known.statement)


def _describe() -> None:
    if campaigns.organization().missing:
        campaign_services.describe_organization(ORGANIZATION)


def _accounts(folder: Path) -> dict[str, str]:
    kept = folder / PASSWORDS
    known = dict(line.split("\t") for line in kept.read_text().splitlines()) if kept.exists() else {}
    for email, role in ACCOUNTS:
        try:
            if not accounts.by_email(email).has_password(known.get(email, "")):
                known.pop(email, None)
        except NoSuchAccount:
            # Kept before the account is made: a demo that is killed in between goes on with it.
            known[email] = known.get(email) or secrets.token_urlsafe(12)
            _keep(kept, known)
            account_services.add(email, role, known[email])
    return known


def _keep(path: Path, passwords: dict[str, str]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{email}\t{password}\n" for email, password in passwords.items())


def _run_processes(settings: Config, port: int, greet: Callable[[], None]) -> None:
    environment = config.for_child(settings)
    commands = (["serve", "--host", HOST, "--port", str(port)], ["worker"])
    stop = worker.stop_on_signals()
    processes = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "campaign", *command],
            env=environment,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - this process has no other thread yet
        )
        for command in commands
    ]
    try:
        _wait_until_it_answers(port, processes, stop)
        if not stop.is_set():
            greet()
        while not stop.wait(0.5):
            if any(process.poll() is not None for process in processes):
                raise Unavailable(_("One of the demo's processes ended. What it said stands above."))
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            _await_end(process)


def _await_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOPS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()


def _wait_until_it_answers(
    port: int, processes: list[subprocess.Popen[bytes]], stop: threading.Event
) -> None:
    for _attempt in range(300):
        if stop.wait(0.1) or any(process.poll() is not None for process in processes):
            return
        if _answers(port):
            return


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            message = _("Port %(port)s is in use. Try another: campaign demo --port %(other)s")
            raise Unavailable(message % {"port": port, "other": port + 1})


def _end_with_parent() -> None:
    # Linux alone can end a child whose parent was killed; elsewhere the next start names the taken port.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _greet(base_url: str, passwords: dict[str, str], slugs: list[str]) -> None:
    click.echo("")
    click.echo(_("The site is at %(url)s", url=f"{base_url}/"))
    for slug in slugs:
        click.echo(f"  {base_url}/c/{slug}")
    click.echo(_("Sign in at %(url)s", url=f"{base_url}/sign-in/"))
    for email, role in ACCOUNTS:
        password = passwords.get(email, _("the password that you gave it"))
        click.echo(f"  {role.label}: {email}  {password}")
    click.echo(_("Mails are read at %(url)s once signed in.", url=f"{base_url}/manage/mail/"))
    click.echo(_("Ctrl-C ends the demo."))
