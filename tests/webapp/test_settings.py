"""Every setting is documented, and keys stay private."""

from pathlib import Path

from webapp.settings import ROOT, Settings


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    missing = [name for name in Settings.model_fields if f"`VERHAALLIJN_{name.upper()}`" not in readme]
    assert missing == []


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data").prepared()
    key = settings.key("cookies")

    assert len(key) == 32
    assert Settings(data_dir=tmp_path / "data").key("cookies") == key
    assert settings.key("pseudonyms") != key
    assert (tmp_path / "data" / "cookies.key").stat().st_mode & 0o077 == 0
