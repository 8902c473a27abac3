from __future__ import annotations

from campaign.core.db import db


def test_a_site_whose_database_is_of_this_version_is_alive_and_ready(client):
    assert client.get("/healthz").data == b"ok\n"
    assert client.get("/readyz").status_code == 200


def test_a_database_of_another_version_is_not_ready(app, client):
    with app.app_context():
        db.session.execute(db.text("UPDATE alembic_version SET version_num = 'older'"))
        db.session.commit()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_database_that_is_away_is_not_ready(public):
    with public.without_database():
        assert public.client.get("/readyz").status_code == 503
        assert public.client.get("/healthz").status_code == 200
    assert public.client.get("/readyz").status_code == 200
