"""Child processes that end with their parent, and the end of those that did not."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 4
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(by: signal.Signals) -> None:
    """Asks the kernel to send this process the signal `by` when its parent has ended for any reason."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, by, 0, 0, 0)


def child(
    *, by: signal.Signals, owner: tuple[int, int] | None = None, reach: bool = False
) -> Callable[[], None]:
    """A function for a child to call between fork and exec: it will get the signal `by` when its parent ends.

    The child changes to the user and group `owner`, if given. With `reach` it keeps one capability of root, to pass
    through closed directories: a checkout below /root is closed to every other user.
    """

    def prepare() -> None:
        if owner:
            _become(owner, reach)
        # Last, for a change of user clears it.
        die_with_parent(by)

    return prepare


def _become(owner: tuple[int, int], reach: bool) -> None:
    uid, gid = owner
    if reach and _libc:
        # Or access(2), by which PostgreSQL looks for its programs, would disregard the capability.
        _libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if reach:
        _keep_reach()


def _keep_reach() -> None:
    if not _libc:
        raise OSError("only Linux can hand on a capability")
    bit = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    raised = (PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
    if _libc.capset(header, sets) or _libc.prctl(*raised):
        raise OSError(ctypes.get_errno(), "the kernel does not hand on the capability")


def evict(folder: Path, by: signal.Signals) -> None:
    """Ends the processes whose working directory is `folder`: servers whose keeper was killed."""
    end([process for process in psutil.process_iter() if _works_in(process, folder)], by=by)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return Path(process.cwd()) == folder
    except (psutil.Error, OSError):
        return False


def end(processes: list[psutil.Process], *, by: signal.Signals = signal.SIGTERM) -> None:
    """Sends the processes the signal, and kills those that still live after ten seconds."""
    for request in (by, signal.SIGKILL):
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(request)
        deadline = time.monotonic() + 10
        while any(map(lives, processes)) and time.monotonic() < deadline:
            time.sleep(0.02)


def lives(process: psutil.Process) -> bool:
    """Whether the process exists and is no zombie: in a container there may be no process that reaps zombies."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
