from __future__ import annotations


def test_offices_stand_with_their_addresses_and_how_sure_they_are(desk):
    page = desk.get("/manage/directory/?q=th-head")
    assert "Prime Minister of the Kingdom of Thailand" in page
    assert "Bangkok 10300" in page
    assert "address verified" in page
    assert "address unknown" in desk.get("/manage/directory/?q=vn-head")


def test_it_is_searched_by_office_code_and_key(desk):
    assert "Premier of the State Council" in desk.get("/manage/directory/?q=premier+of+the+state")
    assert "No office has these words" in desk.get("/manage/directory/?q=silly+walks")
    assert "No office has these words" in desk.get("/manage/directory/?q=%25_")


def test_it_is_cut_into_pages(furnished, desk):
    from dataclasses import replace

    from campaign.core.db import db
    from campaign.directory.models import Recipient
    from campaign.directory.services import shipped

    with furnished.app_context():
        for number in range(26):
            recipient = Recipient()
            recipient.take(replace(shipped()[0], key=f"zz-{number:02}"))
            db.session.add(recipient)
        db.session.commit()
    first = desk.get("/manage/directory/?q=zz-")
    assert "25 offices on this page" in first
    assert "after=zz-24" in first
    last = desk.get("/manage/directory/?q=zz-&after=zz-24")
    assert "1 office on this page" in last
    assert "Back to the first page" in last


def test_an_empty_directory_says_who_fills_it(sign_in):
    assert "The directory is empty" in sign_in("organizer@example.org", "organizer").get("/manage/directory/")
