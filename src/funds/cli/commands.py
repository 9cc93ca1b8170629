"""The table of commands: each with where it is and what it is for, grouped by purpose.

The first page of help is made from this table alone, so that it is there at once.
"""

from typing import Final, NamedTuple

from funds.text import N_, _

__all__ = ["COMMANDS", "GROUPS", "Command", "first_page"]


class Command(NamedTuple):
    """A command: its name, the module and function that hold it, and its one-line help (a msgid)."""

    name: str
    where: str
    help: str


_START: Final = (
    Command("init", "init:init", N_("Make a new workspace.")),
    Command("demo", "demo:demo", N_("Play the whole work through, in a workspace of its own.")),
    Command("programme", "programme:programme", N_("Check, list and show the rules of a programme.")),
    Command("screen", "screening.screen:screen", N_("Try a line of spending against the forbidden uses.")),
)
_AWARDS: Final = (
    Command("studio", "studio:studio", N_("Enter, list and show studios, with or without a grant.")),
    Command("award", "award:award", N_("Name a studio and grant it a sum; opens its fund.")),
    Command("amend", "award:amend", N_("Change an award by a new document.")),
    Command("withdraw", "award:withdraw", N_("Withdraw an award by a document.")),
)
_MONEY: Final = (
    Command("disburse", "income:disburse", N_("The upper union pays.")),
    Command("receive", "income:receive", N_("The money is on the holder's account.")),
    Command("receivable", "income:receivable", N_("At the year's end: paid out, and not yet received.")),
    Command("spend", "spending:spend", N_("Use money for a purpose.")),
    Command("refund", "spending:refund", N_("A supplier gives money back.")),
    Command("disallow", "spending:disallow", N_("Money that left for a forbidden use: a claim on the unit.")),
    Command("recover", "income:recover", N_("The unit pays such a claim back.")),
    Command("return", "income:give_back", N_("Return unspent money to the granting union.")),
)
_DECISIONS: Final = (
    Command("clear", "decisions:clear", N_("A second person accepts or rejects an entry under review.")),
    Command("reverse", "decisions:reverse", N_("Undo an entry in red; nothing is ever edited.")),
    Command("attach", "attach:attach", N_("Add papers to an entry.")),
    Command("evidence", "evidence:evidence", N_("Papers of an entry (附件): list them, or copy one out.")),
    Command("close", "decisions:close", N_("Close a fund's periods up to a date.")),
    Command("reopen", "decisions:reopen", N_("Open closed periods again, with a reason.")),
)
_FIGURES: Final = (
    Command("show", "show:show", N_("A fund's story, what is left, and what waits.")),
    Command("list", "list:list_", N_("List the funds.")),
    Command("search", "search:search", N_("Find entries by invoice, payee, amount, voucher or memo.")),
    Command("report", "report:report", N_("Utilisation, fund balance, trial balance, purposes, completeness.")),
)
_BOOKS: Final = (
    Command("template", "template:template", N_("Make a workbook to fill in: spending, awards, disbursements …")),
    Command("import", "import_:import_", N_("Bring in registers from workbooks or CSV files.")),
    Command("paper", "paper:paper", N_("Make a paper to hand up: register, list of spending, voucher …")),
    Command(
        "material",
        "materials.material:material",
        N_("Supporting material (台账): ledgers, what the programme asks, asset cards."),
    ),
    Command("invoice", "invoices.shown:invoice", N_("Read electronic invoices (数电票): XML, OFD, zip.")),
    Command("account", "bank.account:account", N_("Bank accounts (银行账户) and the lines of their statements.")),
    Command(
        "reconcile",
        "reconciling.reconcile:reconcile",
        N_("Hold spending against material and the bank; what is left over."),
    ),
    Command("match", "reconciling.match:match", N_("Say what belongs together, where the program cannot choose.")),
    Command("unmatch", "reconciling.match:unmatch", N_("Say what does not belong together.")),
    Command("income", "support:income", N_("Note what the unit and others put in beside the grant.")),
)
_PROOF: Final = (
    Command("book", "book:book", N_("Write the book for Beancount and Fava.")),
    Command("verify", "verify:verify", N_("Check every seal, and that book and record agree.")),
    Command("backup", "backup:backup", N_("Put the workspace, whole, into one file.")),
    Command("restore", "backup:restore", N_("Bring a workspace back from such a file.")),
)

#: The commands by purpose, in the order in which a reader meets them.
GROUPS: Final = (
    (N_("To begin"), _START),
    (N_("Studios and awards"), _AWARDS),
    (N_("Money"), _MONEY),
    (N_("Decisions and corrections"), _DECISIONS),
    (N_("Figures"), _FIGURES),
    (N_("Workbooks and papers"), _BOOKS),
    (N_("Book and proof"), _PROOF),
)

#: Every command by its name.
COMMANDS: Final = {command.name: command for _title, commands in GROUPS for command in commands}


def first_page() -> str:
    """Write what `funds --help` prints."""
    wide = max(map(len, COMMANDS)) + 2
    lines = [
        _("Usage: funds [--workspace FOLDER] COMMAND …"),
        "",
        "  " + _("The ledger for one-off union grants to innovation studios."),
    ]
    for title, commands in GROUPS:
        lines += ["", _(title)]
        lines += [f"  {command.name:<{wide}}{_(command.help)}" for command in commands]
    lines += [
        "",
        _("funds COMMAND --help tells all about one. Exit status: 0 done, 1 refused or found, 2 wrong usage."),
    ]
    return "\n".join(lines) + "\n"
