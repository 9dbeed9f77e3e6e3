"""By which browser somebody comes in."""

from flask import request

from studies.accounts.sign_ins.browsers import Browser, browser_of


def this_browser() -> Browser:
    return browser_of(request.headers.get("User-Agent", ""))
