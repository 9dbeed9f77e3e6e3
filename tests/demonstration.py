"""The demonstration study for tests: built once per run, through the real job."""

from pathlib import Path

from demo.build import STAGES, Demonstration, found_study
from foundation.database.engine import open_engine
from interviews.deidentification.pseudonyms import PseudonymVault
from webapp.commands.keys import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings


def build_demonstration(folder: Path) -> Demonstration:
    """All stages, in a data folder of its own."""
    settings = Settings(data_dir=folder).prepared()
    settings.mark_as_demonstration()
    engine = open_engine(settings.url)
    migrate(engine)
    keep_keys(engine, settings)
    organisation_id, person_id, study_id = found_study(engine)
    vault = PseudonymVault(settings.key("pseudonyms"), study_id)
    publications = settings.data_dir / "publicaties"
    demo = Demonstration(engine, organisation_id, person_id, study_id, vault, settings.site, publications)
    for stage in STAGES:
        stage.run(demo, lambda done, total: None)
    return demo
