"""Commands on a disk of their own: a full one, or one that is only read. Nothing outside their process sees it."""

import os
import subprocess
import sys
from pathlib import Path

from webapp.settings import ROOT

READ_ONLY = 'mount --bind "$PLACE" "$PLACE" && mount -o remount,ro,bind "$PLACE"'
Ended = subprocess.CompletedProcess[str]


def of_size(kilobytes: int) -> str:
    """A disk that holds so much and what was there before, which comes along."""
    return (
        f'cp -a "$PLACE" "$PLACE.before" && mount -t tmpfs -o size={kilobytes}k small "$PLACE" && '
        'cp -a "$PLACE.before/." "$PLACE/"'
    )


def run_on(data_dir: Path, *arguments: str, mount: str = "true", **settings: str) -> Ended:
    """`verhaallijn …` in a process of its own, after `mount` put the disk of the data folder there."""
    program = f'{mount} && exec "$0" -m webapp.commands "$@"'
    environment = {**os.environ, "PLACE": str(data_dir), "VERHAALLIJN_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", program, sys.executable, *arguments],
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
