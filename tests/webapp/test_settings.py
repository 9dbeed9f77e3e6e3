"""Every setting is documented."""

from webapp.settings import ROOT, Settings


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    missing = [name for name in Settings.model_fields if f"`VERHAALLIJN_{name.upper()}`" not in readme]
    assert missing == []
