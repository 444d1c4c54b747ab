"""Real clients that run in Node: installed once per lock file, shared by all test processes."""

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

CLIENTS = Path(__file__).parent / "clients"


def installed(config: pytest.Config, name: str) -> Path:
    """The folder of an installed client of `tests/clients`."""
    if shutil.which("npm") is None:
        pytest.skip(f"node and npm are not installed: the real {name} client cannot be run")
    lock = (CLIENTS / name / "package-lock.json").read_bytes()
    cache = config.cache
    assert cache is not None
    folder = cache.mkdir(f"{name}-client-{hashlib.sha256(lock).hexdigest()[:12]}")
    with (folder / "installing").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)  # several test processes share the folder
        shutil.copytree(CLIENTS / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
        if not (folder / "installed").exists():
            command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
            (folder / "installed").touch()
    return folder
