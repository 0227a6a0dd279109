import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ops_tracker.local import processes

NOBODY = (65534, 65534)
REPORT = """
import os, sys
from pathlib import Path
status = dict(line.split(":\\t") for line in Path("/proc/self/status").read_text().splitlines() if ":\\t" in line)
print(os.geteuid(), os.access(sys.argv[1], os.X_OK), status["CapEff"], status["CapPrm"], sep="\\n")
"""


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root has the way to give on")
def test_a_child_that_gives_up_root_keeps_the_way_through_closed_directories_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    program = tmp_path / "program"
    program.touch(mode=0o755)
    prepare = processes.child(by=signal.SIGTERM, owner=NOBODY, reach=True)

    said = subprocess.run(
        [sys.executable, "-c", REPORT, program],
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    override_alone = f"{1 << processes.CAP_DAC_OVERRIDE:016x}"
    assert said == ["65534", "True", override_alone, override_alone]


def test_the_kernel_ends_a_child_whose_parent_is_killed() -> None:
    script = """
import signal, subprocess, time
from ops_tracker.local import processes
child = subprocess.Popen(["sleep", "60"], preexec_fn=processes.child(by=signal.SIGTERM))
print(child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = processes.psutil.Process(int(parent.stdout.readline()))
        parent.kill()

    processes.psutil.wait_procs([child], timeout=10)
    assert not processes.lives(child)
