"""Destroying what proves that a signature was somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm.attributes import flag_modified

if TYPE_CHECKING:
    from campaign.signatures.models import Signature


def destroy_secret(signature: Signature) -> None:
    """Destroy the secret of its entry in the log, in the caller's transaction.

    Once it is committed nobody can show whose the entry is. As soon as the signature counts no more, the next
    run takes the entry out of the number by a removal; its row may be deleted after that (`leaf` is None).
    """
    signature.leaf_secret = None
    # Written also where this process knows of none: the log may have been appended to a moment ago.
    flag_modified(signature, "leaf_secret")
