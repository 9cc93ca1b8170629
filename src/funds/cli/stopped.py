"""Ctrl-C: that it was pressed is remembered, since a library may turn what it raises into an error of its own."""

import signal
import threading
from types import FrameType
from typing import Final, NoReturn

__all__ = ["STOPPED", "listen", "pressed"]

#: The exit status of a command that was stopped by Ctrl-C.
STOPPED: Final = 130

_pressed = threading.Event()


def listen() -> None:
    """From now on remember Ctrl-C; where somebody else listens already, or not in the main thread, leave it so."""
    if threading.current_thread() is not threading.main_thread():
        return
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    _pressed.set()
    raise KeyboardInterrupt


def pressed() -> bool:
    """Tell whether Ctrl-C was pressed."""
    return _pressed.is_set()
