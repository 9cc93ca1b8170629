"""Laying down a workspace: the law, the lexicon and the saved questions, as they come with the program."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from funds.text import _
from funds.workspace.place import FILE, NoWorkspaceError, Workspace
from funds.workspace.settings import DATABASE

__all__ = ["laid_files", "lay_down", "source"]

_FOLDERS: Final = ("ledger", "reports")
_TEXT: Final = """\
# {title}
form = 1
name = "{name}"
# {database}
database = "{url}"
{demo}
[policy]
# {meals}
meals = "refuse"
# {cash}
cash_limit = "1000.00"
# {contract}
contract_above = "10000.00"
# {split}
split_limit = "10000.00"
split_days = 7
# {rush}
rush_from = "12-20"
rush_percent = 30
# {scan}
combined_scan = "split"

# {settings}
# [settings."ningxia-2020"]
# payee = "unit-union"
"""


def source() -> Path:
    """Give the folder that holds what is laid down: in an installed package, or in the repository."""
    packaged = Path(__file__).parents[1] / "laid"
    return packaged if packaged.is_dir() else Path(__file__).parents[3]


def laid_files() -> Iterator[tuple[Path, Path]]:
    """Yield each file that is laid down, and its place within the workspace. Books are never among them."""
    root = source()
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            place = path.relative_to(root)
            if path.is_file() and not path.name.startswith(".") and place.parts[:2] != ("ledger", "books"):
                yield path, place


def lay_down(root: Path, name: str = "", url: str = DATABASE, *, demo: bool = False) -> Workspace:
    """Make a folder a workspace. Nothing that is there is overwritten.

    funds.toml is written last, so that an interrupted attempt can simply be repeated. Raises
    NoWorkspaceError where the folder is a workspace already, or holds other files of these names.
    """
    if (root / FILE).exists():
        raise NoWorkspaceError(_("{folder} is a workspace already; nothing was changed.").format(folder=root))
    files = list(laid_files())
    taken = [str(place) for path, place in files if _differs(path, root / place)]
    if taken:
        what = _("{folder} already holds {files}; nothing was changed. Choose a new folder.")
        raise NoWorkspaceError(what.format(folder=root, files=", ".join(taken[:5])))
    for path, place in files:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, root / place)
    for folder in (*_FOLDERS, "evidence"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    incoming = root / f".{FILE}.{os.getpid()}"
    incoming.write_text(_first(name or root.name, url, demo=demo), encoding="utf-8")
    incoming.replace(root / FILE)
    return Workspace(root)


def _differs(path: Path, target: Path) -> bool:
    return target.is_symlink() or (target.exists() and target.read_bytes() != path.read_bytes())


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _first(name: str, url: str, *, demo: bool) -> str:
    """Write the first funds.toml, with a comment on each value in the reader's language."""
    clock = _("A workspace for trying things out: FUNDS_NOW may set its clock.")
    return _TEXT.format(
        title=_("The workspace: where the record is, and the unit's own limits. Amounts are in yuan."),
        name=_quoted(name),
        database=_("SQLite in this folder, or postgresql+pg8000://USER@HOST/DATABASE."),
        url=_quoted(url),
        demo=f"# {clock}\ndemo = true\n" if demo else "",
        meals=_('A necessary meal, where the programme itself does not forbid meals: "refuse" or "review".'),
        cash=_("Cash above this is reviewed."),
        contract=_("Purchases above this need a contract or a quotation."),
        split=_("Purchases from one shop within so many days that together pass this limit are reviewed."),
        rush=_("Spending from this day of the year on that passes this percentage of the grant is reviewed."),
        scan=_(
            'One file that is several papers of an entry: "split" (each paper needs a file of its own) or "accept" (it counts '
            "as each, with a note)."
        ),
        settings=_("What fills a value that a programme's documents leave open: see funds programme show CODE."),
    )
