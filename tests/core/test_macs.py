from __future__ import annotations

import hmac

from campaign.core.macs import mac


def test_it_is_hmac_sha_256_however_often_a_key_is_used():
    # RFC 4231, test case 2.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert mac(b"Jefe", b"what do ya want for nothing?").hex() == expected
    for message in (b"", b"a", b"b" * 5000):
        assert mac(b"Jefe", message) == hmac.digest(b"Jefe", message, "sha256")
