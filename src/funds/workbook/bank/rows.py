"""The rows of a statement below its header: each a line of the account, no line at all, or a problem with its cell."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from funds.money import yuan
from funds.statements.bank import BankLine
from funds.statements.materials import hidden_in
from funds.workbook.bank.dates import day_of
from funds.workbook.bank.header import Found, again, same_account, stated
from funds.workbook.bank.holder import holder_trouble
from funds.workbook.bank.profile import named
from funds.workbook.bank.told import Trouble, of_cell, trouble
from funds.workbook.bank.totals import Tally
from funds.workbook.bank.twins import Twins
from funds.workbook.intake import amounts, texts
from funds.workbook.intake.events import CellProblem, RowRead
from funds.workbook.intake.kinds import says_remark, says_total
from funds.workbook.intake.raw import shown
from funds.workbook.intake.typed import Reader, Wrong, folded, remembered

__all__ = ["LineRead", "Lines", "Whose", "in_yuan"]

_MONEY: Final = ("out", "in", "amount", "balance")
_CODES: Final = ("counter_account", "payer_account", "payee_account", "serial", "voucher", "id", "own")
_WORDS: Final = ("side", "counterparty", "payer", "payee", "currency", "holder")
#: Codes whose lost digits bar nothing: they do not tell one line from another.
_LOOSE: Final = frozenset({"counter_account", "payer_account", "payee_account", "voucher"})
_YUAN: Final = frozenset({"cny", "rmb", "156", "01", "001", "元", "¥"})
#: Words of a line that only carries a balance over.
_CARRIED: Final = re.compile(
    r"(?:上[期日月年页]|承[前上]页?|前[期日]|本[期日月页]|期[初末]|当前)(?:余额|结转|结余|转入)(?:[:：].*)?"
)
#: Words of a line that sums up or counts, beyond those of registers: 收入合计, 共2笔, 借方总笔数：3.
_SUMMED: Final = re.compile(
    r"(?:本[期日月季年页]|当[期日月]|全部|累计)?(?:收入|支出|借方|贷方|借|贷|转入|转出|来账|往账|收|付|存入|支取)?(?:方)?"
    r"(?:发生额|金额)?(?:合计|总计|累计|共计|小计|总额|总笔数|总金额|笔数)(?:数|金额|额|笔数|发生额)?(?:[:：].*|\d.*)?"
    r"|(?:合计|总计|共计|共)\d+[笔条项](?:[,，:：;；].*)?"
)
#: Columns in which the word of a sum line may not stand: a shop may be called anything.
_NAMES: Final = ("counterparty", "payer", "payee")


class Whose(NamedTuple):
    """Of which account a statement must be: its number, the names in which it is and was, and the day of today (ISO)."""

    account: str
    holders: tuple[str, ...]
    today: str


class LineRead(NamedTuple):
    """What became of a row: a line, or none (`passed`), or an error; and what is to be said of it.

    `turned` tells of money out that is written below zero: a reversal, or the bank's way to write payments.
    """

    line: BankLine | None
    troubles: list[Trouble]
    turned: bool = False


class Lines:
    """Reads the rows of one sheet of a statement of one account."""

    def __init__(self, whose: Whose, sheet: str, found: Found, since_1904: bool) -> None:
        """Take whose statement it is, the sheet's name, its header and the sheet's calendar."""
        self._account, self._sheet, self._found, self._today = whose.account, sheet, found, whose.today
        self._holders = whose.holders
        columns = found.columns
        day = day_of(found.profile.forms, since_1904)
        self._plan: list[tuple[str, str, Reader]] = [("date", columns["date"], remembered(day))]
        for keys, reader in ((_MONEY, amounts.amount), (_CODES, texts.code), (_WORDS, texts.words)):
            self._plan += [(key, columns[key], remembered(reader)) for key in keys if key in columns]
        self._plan += [(f"text {place}", column, remembered(texts.words)) for place, column in enumerate(found.texts)]
        self._read_letters = {column for _key, column, _reader in self._plan}
        self._twins = Twins(found, sheet, {key: reader for key, _column, reader in self._plan})
        self._money = {key: columns[key] for key in _MONEY if key in columns}
        self.tally = Tally()
        self._names = {columns[key] for key in _NAMES if key in columns}

    def read(self, row: RowRead) -> LineRead:
        """Read one row with content."""
        values, wrong = self._values(row)
        if (passed := self._passed(row, values, wrong)) is not None:
            return LineRead(None, passed)
        troubles = [self._wrong(key, row, why) for key, why in wrong.items()]
        troubles += [
            of_cell(problem, self._sheet, self._found.headers.get(problem.key, problem.key))
            for problem in row.problems
            if problem.key in self._read_letters
        ]
        fen = self._amount(row, values, troubles) if not (wrong.keys() & {*_MONEY}) else None
        if "date" not in values and "date" not in wrong:
            troubles.append(self._at("no-date", "date", row))
        elif "date" in values and self._today and values["date"].isoformat() > self._today:
            troubles.append(self._at("to-come", "date", row))
        self._owned(row, values, troubles)
        troubles += self._twins.differing(row)
        if fen == 0 and not _bars(troubles):
            self.tally.add(None, None)
            return LineRead(None, [*troubles, self._at("zero", self._side(values), row)])
        if fen is None or _bars(troubles):
            return LineRead(None, troubles)
        self.tally.add(*self._columns(values, fen), values["date"].isoformat())
        return LineRead(self._line(row, values, fen), troubles, _below(values, self._found.profile.out))

    def unclear(self, line: BankLine) -> Trouble:
        """Tell of money out below zero of which nothing says whether it is a payment or a reversal."""
        return trouble("below-zero", self._sheet, f"{self._found.columns[self._first()]}{line.row}", yuan(-line.fen))

    def _values(self, row: RowRead) -> tuple[dict[str, Any], dict[str, Wrong]]:
        values: dict[str, Any] = {}
        wrong: dict[str, Wrong] = {}
        for key, column, reader in self._plan:
            raw = row.cells.get(column)
            value = None if raw is None else reader(raw)
            if isinstance(value, Wrong):
                wrong[key] = value
            elif value is not None:
                values[key] = value
        return values, wrong

    def _passed(self, row: RowRead, values: Mapping[str, Any], wrong: Mapping[str, Wrong]) -> list[Trouble] | None:
        """Tell a row that is no line (with what is to be said of it), or give None."""
        cells = {column: cell for column, cell in row.cells.items() if isinstance(cell, str)}
        headers = self._found.headers
        if len(cells) > 1 and all(named(cell) == named(headers.get(column, "")) for column, cell in cells.items()):
            return []
        if "date" not in values and (other := again(row, self._found.profile)):
            return [] if other.columns == self._found.columns else [self._other_header(row)]
        dated = "date" in values
        moves = [key for key in ("out", "in", "amount") if values.get(key) or key in wrong]
        if not dated or len(moves) != 1:
            first = next(iter(row.cells), "")
            said = (cell for column, cell in cells.items() if column not in self._names or column == first)
            if any(map(_sums, said)):
                self.tally.summed(row, self._money, self._sheet)
                return []
        if dated or moves or (row.problems and any(problem.key in self._read_letters for problem in row.problems)):
            return None
        if "date" in wrong and wrong["date"].code not in {"not-a-day", "text-too-long"}:
            return None
        if not values and not wrong and not cells:
            return []
        if "balance" in values or "balance" in wrong:
            return None
        return self._beside(row, cells)

    def _other_header(self, row: RowRead) -> Trouble:
        column, cell = next(iter(row.cells.items()))
        return trouble("other-header", self._sheet, f"{column}{row.row}", shown(cell), row=self._found.row)

    def _beside(self, row: RowRead, cells: Mapping[str, str]) -> list[Trouble]:
        """Tell of a row of words: a remark, or something of another account."""
        column, cell = next(iter(cells.items()), ("A", ""))
        if (other := again(row, self._found.profile)) and other.columns != self._found.columns:
            return [
                trouble("other-header", self._sheet, f"{column}{row.row}", shown(hidden_in(cell)), row=self._found.row)
            ]
        said = stated([row], self._found.profile)
        number = said.get("account")
        if number and not same_account(number.value, self._account):
            return [trouble("other-account", self._sheet, number.cell, number.value, account=self._account)]
        if (currency := said.get("currency")) and not in_yuan(currency.value):
            return [trouble("currency", self._sheet, currency.cell, currency.value)]
        if says_remark(cell) or number:
            return []
        return [trouble("beside-table", self._sheet, f"{column}{row.row}", shown(hidden_in(cell)))]

    def _wrong(self, key: str, row: RowRead, why: Wrong) -> Trouble:
        column = next(column for other, column, _reader in self._plan if other == key)
        facts = dict(why.facts)
        read = facts.pop("read", shown(row.cells.get(column, "")))
        header = self._found.headers.get(column, "").strip()
        said = of_cell(CellProblem(why.code, f"{column}{row.row}", key, read, facts), self._sheet, header)
        return said._replace(note=key in _LOOSE)

    def _at(self, code: str, key: str, row: RowRead, **facts: object) -> Trouble:
        column = self._found.columns[key]
        raw = row.cells.get(column)
        return trouble(code, self._sheet, f"{column}{row.row}", "" if raw is None else shown(raw), **facts)

    def _side(self, values: Mapping[str, Any]) -> str:
        """Give the key of the column in which the amount stands, or should."""
        return next((key for key in ("amount", "in", "out") if key in values), self._first())

    def _first(self) -> str:
        return "amount" if "amount" in self._found.columns else "out"

    def _amount(self, row: RowRead, values: Mapping[str, Any], troubles: list[Trouble]) -> int | None:
        """Give a line's amount in fen, above zero for money in; None where it is not certain, which is then told."""
        if not values.keys() & {"out", "in", "amount"}:
            troubles.append(self._at("no-amount", self._first(), row))
            return None
        if "amount" not in self._found.columns:
            out, into = values.get("out", 0), values.get("in", 0)
            if out and into:
                troubles.append(self._at("both-sides", "out", row, out=yuan(out), into=yuan(into)))
                return None
            return int(into - out)
        fen: int = values["amount"]
        if "side" not in self._found.columns:
            return fen if self._found.profile.positive_in else -fen
        side = folded(str(values.get("side", ""))).casefold()
        if not fen:
            return 0
        if side not in self._found.profile.out | self._found.profile.into:
            troubles.append(self._at("side-unknown" if side else "no-side", "side", row))
            return None
        return -fen if side in self._found.profile.out else fen

    def _columns(self, values: Mapping[str, Any], fen: int) -> tuple[int | None, int | None]:
        """Give what stands in the columns out and in, or would, of a line whose amount is certain."""
        if "amount" not in self._money:
            return values.get("out"), values.get("in")
        shown: int = abs(fen) if "side" not in self._found.columns else values["amount"]
        return (shown, None) if (fen < 0) is (shown > 0) else (None, shown)

    def _owned(self, row: RowRead, values: Mapping[str, Any], troubles: list[Trouble]) -> None:
        """Hold that the row is of this account, and in yuan."""
        if (own := values.get("own")) and not same_account(str(own), self._account):
            troubles.append(self._at("other-account", "own", row, account=self._account))
        if not in_yuan(str(values.get("currency", ""))):
            troubles.append(self._at("currency", "currency", row))
        if printed := str(values.get("holder", "")):
            cell = f"{self._found.columns['holder']}{row.row}"
            other = holder_trouble(printed, self._holders, self._sheet, cell)
            troubles += [other] if other and not other.note else []

    def _line(self, row: RowRead, values: Mapping[str, Any], fen: int) -> BankLine:
        other = "payee" if fen < 0 else "payer"
        said = [values[key] for key, _column, _reader in self._plan if key.startswith("text ") and key in values]
        return BankLine(
            account=self._account,
            seq=0,
            date=values["date"].isoformat(),
            fen=fen,
            balance=values.get("balance"),
            counterparty=_plain(values.get("counterparty") or values.get(other, "")),
            counter_account=str(values.get("counter_account") or values.get(f"{other}_account", "")),
            text="；".join(dict.fromkeys(map(_plain, said))),
            serial=str(values.get("serial", "")),
            voucher=str(values.get("voucher", "")),
            own_id=str(values.get("id", "")),
            sheet=self._sheet,
            row=row.row,
        )


def in_yuan(currency: str) -> bool:
    """Tell whether what a statement says of the currency is yuan, or nothing."""
    said = folded(currency).casefold()
    return not said or said in _YUAN or any(word in said for word in ("人民币", "cny", "rmb"))


def _plain(text: object) -> str:
    return unicodedata.normalize("NFC", str(text)).strip("- ")


def _sums(cell: str) -> bool:
    """Tell whether a cell's words are those of a row that sums up or carries over."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))
    return says_total(cell) == "total" or bool(_CARRIED.fullmatch(cell.strip()) or _SUMMED.fullmatch(bare))


def _bars(troubles: list[Trouble]) -> bool:
    return any(not each.note for each in troubles)


def _below(values: Mapping[str, Any], out: frozenset[str]) -> bool:
    if "out" in values:
        return bool(values["out"] < 0)
    return folded(str(values.get("side", ""))).casefold() in out and bool(values.get("amount", 0) < 0)
