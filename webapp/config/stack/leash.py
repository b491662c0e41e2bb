"""Run a command that dies with its parent, and as another system user when asked.

``python leash.py PARENT SIGNAL USER KEEP_ACCESS COMMAND…``. A program of its own, because a hook
between fork and exec is unsafe in a process with threads. It imports only the standard library.
"""

import ctypes
import os
import pwd
import signal
import sys

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION = 0x20080522


def leashed(
    command: tuple[str, ...],
    *,
    stop_signal: signal.Signals,
    user: str = "",
    keep_access: bool = False,
) -> list[str]:
    """Return the command line that runs ``command`` for as long as this process lives."""
    return [
        sys.executable,
        "-I",
        "-S",
        __file__,
        str(os.getpid()),
        str(int(stop_signal)),
        user,
        str(int(keep_access)),
        *command,
    ]


def main() -> None:
    """Become the user, ask the kernel for the signal, see that the parent is still there, and
    become the command.
    """
    parent = int(sys.argv[1])
    stop_signal = int(sys.argv[2])
    user = sys.argv[3]
    keep_access = sys.argv[4] == "1"
    command = sys.argv[5:]
    if user:
        _become(pwd.getpwnam(user), keep_access=keep_access)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(
            PR_SET_PDEATHSIG, stop_signal
        )  # after the change of user, which forgets it
    if os.getppid() != parent:
        sys.exit("the parent is gone")
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execvp(command[0], command)


def _become(entry: pwd.struct_passwd, *, keep_access: bool) -> None:
    libc = ctypes.CDLL(None)
    if keep_access:
        libc.prctl(
            PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0
        )  # else access(), by which initdb finds its programs, forgets it
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    if keep_access:
        _keep_file_access(libc)


def _keep_file_access(libc: ctypes.CDLL) -> None:
    """Let the user pass folders that only root may enter (a checkout below ``/root``), and nothing
    else that root may.
    """
    bit = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)(
        bit,
        bit,
        bit,
        0,
        0,
        0,
    )
    if libc.capset(header, sets):
        sys.exit("the system does not let root's other rights be given up")
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


if __name__ == "__main__":
    main()
