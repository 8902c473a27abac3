"""Who may sign in: the list, inviting somebody, changing a role, disabling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from campaign.accounts import queries, services
from campaign.accounts.values import AccountExists, Role
from campaign.core.addresses import BadAddress
from campaign.core.errors import Conflict
from campaign.core.languages import gettext as _
from campaign.web.admin.accounts.forms import ChangeRole, Invite
from campaign.web.admin.accounts.invitations import invite as send_invitation

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

accounts = Blueprint("accounts", __name__, url_prefix="/accounts")

UNREADABLE = 422


@accounts.get("/")
def index() -> ResponseReturnValue:
    """All accounts by address, or those whose address or name holds the words searched for."""
    words = request.args.get("q", "").strip().lower()
    found = [one for one in queries.everyone() if words in f"{one.email} {one.name}".lower()]
    return render_template("admin/accounts/index.html", accounts=found, roles=list(Role))


@accounts.route("/invite", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    """Make an account without a password, and send its owner the link to set one."""
    form, status = Invite(), 200
    if form.validate_on_submit():
        try:
            account = services.add(form.email.data or "", Role(form.role.data), name=form.name.data or "")
        except (BadAddress, AccountExists) as error:
            form.email.errors = [error.sentence]
            status = UNREADABLE if isinstance(error, BadAddress) else error.status
        else:
            send_invitation(account)
            flash(_("The invitation is on its way."))
            return redirect(url_for(".index"), 303)
    elif form.errors:
        status = UNREADABLE
    return render_template("admin/accounts/invite.html", form=form), status


@accounts.post("/<account_id>/invite-again")
def invite_again(account_id: str) -> ResponseReturnValue:
    """Send a new link to somebody who has not set a password yet."""
    account = queries.by_id(account_id)
    if not account.is_invited:
        raise Conflict(_("The owner of %(email)s has set a password already.", email=account.email))
    send_invitation(account)
    flash(_("The invitation is on its way."))
    return redirect(url_for(".index"), 303)


@accounts.post("/<account_id>/role")
def role(account_id: str) -> ResponseReturnValue:
    """Make somebody an organizer or an admin."""
    account, form = queries.by_id(account_id), ChangeRole()
    if not form.validate():
        raise Conflict(_("There is no such role."))
    services.give_role(account, Role(form.role.data))
    flash(_("The account has another role now: %(role)s.", role=account.role.label))
    return redirect(url_for(".index"), 303)


@accounts.post("/<account_id>/disable")
def disable(account_id: str) -> ResponseReturnValue:
    """Let nobody sign in with this account, from now on."""
    account = queries.by_id(account_id)
    services.disable(account)
    flash(_("Nobody can sign in with this account any more."))
    return redirect(url_for(".index"), 303)


@accounts.post("/<account_id>/enable")
def enable(account_id: str) -> ResponseReturnValue:
    """Let its owner sign in again."""
    account = queries.by_id(account_id)
    services.enable(account)
    flash(_("The account can sign in again."))
    return redirect(url_for(".index"), 303)
