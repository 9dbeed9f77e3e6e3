"""The demonstration study for tests: built once per run, through the real job."""

import shutil
from pathlib import Path
from typing import Any

from demo.build import STAGES, Demonstration, found_study, vault_of
from foundation.database.engine import open_engine
from foundation.database.leaving_files import empty_log
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings


def build_demonstration(folder: Path, database: str) -> Demonstration:
    """All stages, in a data folder of its own and a database without tables."""
    settings = Settings(data_dir=folder, database_url=database).prepared()
    settings.mark_as_demonstration()
    engine = open_engine(settings.url)
    migrate(engine)
    keep_keys(engine, settings)
    organisation_id, person_id, study_id = found_study(engine)
    vault = vault_of(engine, organisation_id, study_id)
    publications = settings.data_dir / "publicaties"
    demo = Demonstration(engine, organisation_id, person_id, study_id, vault, settings.site, publications)
    for stage in STAGES:
        stage.run(demo, lambda done, total: None)
    return demo


def copy_of(demonstration: Demonstration, databases: Any, folder: Path) -> Settings:
    """Settings of a copy of all of it, in a folder that is not there yet, without the documents for people."""
    engine = demonstration.engine
    assert empty_log(engine)
    engine.dispose()
    shutil.copytree(demonstration.folder.parent, folder, ignore=shutil.ignore_patterns("publicaties", "*.db*"))
    url = databases.copied(engine.url.render_as_string(hide_password=False), folder)
    return Settings(data_dir=folder, database_url=url, public_url=demonstration.site.public_url)
