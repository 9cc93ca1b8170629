"""The sentences that click itself says, from our own catalogue, so that they come in the reader's language.

Click looks its sentences up by two functions in each of its modules; `speak` puts ours in their place.
"""

from typing import Final

from click import core, decorators, exceptions, formatting, parser, types

from funds.text import N_, _

__all__ = ["CLICKS", "SYSTEM", "speak"]

#: Click's own msgids that a user of this program can meet.
CLICKS: Final = (
    N_("Usage:"),
    N_("Options"),
    N_("Positional arguments"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Aborted!"),
    N_("default: {default}"),
    N_("required"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument."),
    N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"),
    N_("{value!r} is not {choice}."),
    N_("{value!r} is not one of {choices}."),
    N_("{value!r} does not match the format {format}."),
    N_("{value!r} does not match the formats {formats}."),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
)


#: What the operating system says of a file; these sentences come without its own catalogue.
SYSTEM: Final = (
    N_("No such file or directory"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("No space left on device"),
    N_("File exists"),
    N_("File name too long"),
)


def speak() -> None:
    """Let click say its sentences in the reader's language."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        for name, ours in (("_", _), ("ngettext", _plural)):
            if hasattr(module, name):
                setattr(module, name, ours)


def _plural(singular: str, plural: str, number: int) -> str:
    return _(singular if number == 1 else plural)
