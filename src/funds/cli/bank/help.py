"""What the help of `funds import` says of bank statements: the keys of --map, and the layouts, which are data."""

import click

from funds.text import _
from funds.workspace import NoWorkspaceError, find

__all__ = ["ImportCommand"]


class ImportCommand(click.Command):
    """The command to bring registers and statements in; its help ends with what may be said of a bank statement."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the keys and the layouts."""
        from funds.workbook.bank.profile import KEYS, ProfileError, profiles  # noqa: PLC0415  start-up
        from funds.workspace.laid import source  # noqa: PLC0415

        super().format_epilog(ctx, formatter)
        with formatter.section(_("Keys of --map, for the columns of a bank statement")):
            formatter.write_dl(list(KEYS.items()))
            formatter.write_text(
                _("For example: --map date=交易日期,out=支出,in=收入,balance=余额,counterparty=对方户名,text=摘要")
            )
        folders = [source() / "ledger" / "banks"]
        try:
            folders.insert(0, find().root / "ledger" / "banks")
            known = profiles(folders)
        except (NoWorkspaceError, ProfileError):
            known = profiles(folders[-1:])
        with formatter.section(_("Layouts of bank statements (--profile)")):
            formatter.write_dl([(each.code, each.name) for each in known.values()])
