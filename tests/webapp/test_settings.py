"""Every setting is documented, and those of mail are what they say."""

import sys

import pytest
from pydantic import SecretStr, ValidationError

from foundation.mail.configured import MailUnclear
from foundation.mail.server import Tls
from foundation.redis_line import RedisNotInstalled, line_to
from webapp.settings import ROOT, Settings


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    missing = [name for name in Settings.model_fields if f"`VERHAALLIJN_{name.upper()}`" not in readme]
    assert missing == []


def test_without_a_mail_server_there_is_no_mail(settings: Settings) -> None:
    assert settings.mail is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({}, ("mail.example", 587, Tls.STARTTLS)),
        ({"smtp_tls": "tls"}, ("mail.example", 465, Tls.TLS)),
        ({"smtp_tls": "none"}, ("mail.example", 25, Tls.NONE)),
        ({"smtp_port": 2525}, ("mail.example", 2525, Tls.STARTTLS)),
    ],
)
def test_the_port_is_the_usual_one_unless_it_is_named(
    settings: Settings, written: dict[str, object], meant: tuple[str, int, Tls]
) -> None:
    server = _with_mail(settings, **written).mail_server()
    assert server is not None
    assert (server.host, server.port, server.tls) == meant


def test_a_password_goes_over_a_secure_line_or_to_this_computer_alone(settings: Settings) -> None:
    signing_in = {"smtp_user": "verhalen", "smtp_password": SecretStr("geheim"), "smtp_tls": "none"}
    for host in ("localhost", "127.0.0.1", "::1"):
        assert _with_mail(settings, **signing_in, smtp_host=host).mail_server()
    with pytest.raises(MailUnclear, match="leest iedereen onderweg"):
        _with_mail(settings, **signing_in).mail_server()
    with pytest.raises(MailUnclear, match="VERHAALLIJN_SMTP_PASSWORD"):
        _with_mail(settings, **signing_in | {"smtp_password": SecretStr("gehéim")}).mail_server()
    with_password = _with_mail(settings, **signing_in, smtp_host="localhost")
    assert "geheim" not in repr((with_password, with_password.mail))


def _with_mail(settings: Settings, **written: object) -> Settings:
    mail = {"smtp_host": "mail.example", "mail_from": "verhalen@lindermeer.example"}
    return settings.model_copy(update=mail | written)


def test_an_address_that_is_not_of_redis_is_refused_without_being_shown() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(redis_url=SecretStr("http://:geheim@redis.example"))
    assert "geheim" not in str(refused.value)
    assert "geheim" not in repr(Settings(redis_url=SecretStr("redis://:geheim@redis.example/1")))


def test_without_the_package_a_redis_address_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(RedisNotInstalled, match="het pakket ‘redis’ nodig"):
        line_to("redis://redis.example/1")
    assert line_to("") is None
