"""Runs ministack as a child of the local stack and dies with it. Started as a script, isolated."""

import os
import runpy
import shutil
import signal
import sys
import threading
import time

_LOOK_EVERY_SECONDS = 0.5


def _die_with(parent: int) -> None:
    """End this process group as soon as the parent is gone, however it went.

    PR_SET_PDEATHSIG would do this on Linux alone, and fires already when the *thread* that
    started us ends; a changed parent id means the process, on every system.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY_SECONDS)
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    _die_with(int(sys.argv.pop()))
    sys.argv[0] = "ministack"
    runpy.run_module("ministack", run_name="__main__")
