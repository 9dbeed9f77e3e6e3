"""What the browser keeps for us: each cookie by one name in the program, and by the name that browsers know it by.

Over https that name begins with `__Host-`: a browser then takes it from this very host alone, so no neighbour under the
same domain can plant one, and no line without TLS. It then holds for every path. Over http, on one's own computer,
browsers refuse such names, so there they are plain.
"""

from datetime import timedelta

from flask import Response, current_app, request

_OF_THIS_HOST = "__Host-"


def name_in_browser(name: str) -> str:
    return f"{_OF_THIS_HOST if _is_secure() else ''}{name}"


def cookie(name: str) -> str:
    """What this browser sent along; '' when it did not."""
    return request.cookies.get(name_in_browser(name), "")


def cookies_that_begin(beginning: str) -> list[str]:
    """Names, as the program knows them."""
    known = name_in_browser(beginning)
    return [name.removeprefix(name_in_browser("")) for name in request.cookies if name.startswith(known)]


def has_cookie_of_before(name: str) -> bool:
    """One by the plain name, of before names said that they are of this host. It opens nothing."""
    return _is_secure() and name in request.cookies


def give_cookie(
    response: Response, name: str, kept: str, lasts: timedelta, path: str = "/", *, for_scripts: bool = False
) -> None:
    """One that no other site sends along; scripts read it when they must. On http it goes
    to pages under `path` alone.
    """
    response.set_cookie(
        name_in_browser(name),
        kept,
        max_age=int(lasts.total_seconds()),
        path=_path(path),
        httponly=not for_scripts,
        samesite="Lax",
        secure=_is_secure(),
    )


def take_cookie(response: Response, name: str, path: str = "/") -> None:
    """Let the browser forget it; `path`: as it was given."""
    response.delete_cookie(name_in_browser(name), path=_path(path), secure=_is_secure(), samesite="Lax")
    if has_cookie_of_before(name):
        response.delete_cookie(name, path=path)


def _path(path: str) -> str:
    return "/" if _is_secure() else path


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
