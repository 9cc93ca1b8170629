"""Profiles of bank statements (银行流水的版式): which header means what, which side is out, what stands above the table.

A profile is a TOML file under ledger/banks; a new bank is a new file, and no code.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from funds.text import N_, _
from funds.workbook.layout.headers import folded

__all__ = [
    "AMOUNTS",
    "KEYS",
    "PLAIN",
    "MapError",
    "Profile",
    "ProfileError",
    "mapped",
    "named",
    "profiles",
    "read_profile",
]

#: What a column of a statement may mean, each with the word for it.
KEYS: Final[Mapping[str, str]] = {
    "date": "日期", "out": "支出（借方）", "in": "收入（贷方）", "amount": "金额", "side": "借贷标志", "balance": "余额",
    "counterparty": "对方户名", "counter_account": "对方账号", "payer": "付款人名称", "payer_account": "付款人账号",
    "payee": "收款人名称", "payee_account": "收款人账号", "text": "摘要", "serial": "流水号", "voucher": "凭证号",
    "id": "自编号", "own": "本方账号", "currency": "币种",
    "holder": "本方户名",
}  # fmt: skip
#: The ways in which a statement may state amounts: out and in apart, or one column with or without a side.
AMOUNTS: Final = (("out", "in"), ("amount",))
#: The profile of the template, which also lends --map its words.
PLAIN: Final = "plain"
_ABOVE: Final = frozenset({"account", "holder", "period", "from", "to", "opening", "closing", "currency"})
#: The words for the first and the last day of a statement that any bank may use.
_ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "from": ("起始日期", "开始日期", "起始日", "开始日", "起始时间", "开始时间", "查询起始日期", "查询开始日期", "交易起始日期", "交易开始日期"),
    "to": (
        "终止日期", "截止日期", "结束日期", "终止日", "截止日", "结束日", "终止时间", "截止时间", "结束时间", "查询终止日期", "查询截止日期",
        "查询结束日期", "交易终止日期", "交易截止日期", "交易结束日期",
    ),
}  # fmt: skip
#: What one column may be beside what else it is.
_BESIDE: Final = frozenset({"text", "id"})
#: English in brackets behind a Chinese header; a currency there (USD) is no translation.
_ENGLISH: Final = re.compile(r"(?<=[^\x00-\x7f])\s*[\[【](?!\s*[A-Z]{3}\s*[\]】])[\x20-\x7e]*[\]】]\s*$")
_ITEM: Final = re.compile(r"\s*([a-z_]+)\s*=\s*(.*\S)\s*", re.DOTALL)


class ProfileError(ValueError):
    """A profile's file cannot be used; the text says where and why."""


class MapError(ValueError):
    """What was typed as --map cannot be used; the text says why."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    form: int
    code: str
    name: str
    columns: dict[str, list[str]]
    preamble: dict[str, list[str]]
    signs: dict[str, list[str] | str]
    titles: list[str] = []
    dates: dict[str, list[str]] = {}


class Profile(NamedTuple):
    """How one bank's statements say things; headers are folded as registers' are."""

    code: str
    name: str
    columns: Mapping[str, tuple[str, ...]]
    above: Mapping[str, tuple[str, ...]]
    out: frozenset[str]
    into: frozenset[str]
    positive_in: bool = True
    titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    given: Mapping[str, str] = MappingProxyType({})  # by key, what --map named


def named(header: str) -> str:
    """Fold a header for comparing; what stands in English in brackets behind a Chinese header is dropped."""
    return folded(_ENGLISH.sub("", header.strip()))


def read_profile(path: Path) -> Profile:
    """Read one profile. Raises ProfileError."""
    try:
        said = msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), _File)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProfileError(_(_UNREADABLE).format(path=path, why=error)) from None
    wrong = sorted(
        ({*said.columns} - {*KEYS}) | ({*said.preamble} - _ABOVE) | ({*said.signs} - {"out", "in", "positive"})
    )
    if wrong or said.form != 1 or "date" not in said.columns or path.stem != said.code:
        what = _(
            "it is no profile of form 1, or its code {code} is not the file's name, or it knows nothing of: {wrong}"
        )
        raise ProfileError(
            _(_UNREADABLE).format(path=path, why=what.format(code=said.code, wrong=", ".join(wrong) or "date"))
        )
    return Profile(
        said.code,
        said.name,
        {key: tuple(map(named, names)) for key, names in said.columns.items()},
        {key: tuple(map(folded, names)) for key, names in {**_ENDS, **said.preamble}.items()},
        frozenset(map(folded, said.signs.get("out", ()))),
        frozenset(map(folded, said.signs.get("in", ()))),
        said.signs.get("positive", "in") == "in",
        tuple(said.titles),
        tuple(said.dates.get("forms", ())),
    )


_UNREADABLE: Final = N_("{path} cannot be used as a profile of bank statements: {why}.")


def profiles(folders: Sequence[Path]) -> dict[str, Profile]:
    """Read every profile of these folders by its code; the first folder that has one counts. Raises ProfileError.

    The plain one comes first, so that it is taken where others fit no better.
    """
    found: dict[str, Profile] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            if path.stem not in found:
                found[path.stem] = read_profile(path)
    return dict(sorted(found.items(), key=lambda item: (item[0] != PLAIN, item[0])))


def mapped(typed: Sequence[str], base: Profile, *, whole: bool) -> Profile:
    """Make a profile of what was typed as ``date=交易日期,out=支出``; `whole` keeps none of the base's columns.

    Raises MapError.
    """
    given: dict[str, str] = {}
    for item in (item for part in typed for item in re.split(r"[,，](?=\s*[a-z_]+\s*=)", part) if item.strip()):
        found = _ITEM.fullmatch(item)
        if found is None or found[1] not in KEYS:
            known = "、".join(f"{key}（{word}）" for key, word in KEYS.items())
            what = _("{item!r} is no KEY=HEADER. Known keys: {known}.")
            raise MapError(what.format(item=item.strip(), known=known))
        if found[1] in given and found[1] != "text":
            raise MapError(_("{key} is mapped twice.").format(key=found[1]))
        given[found[1]] = f"{given[found[1]]}\n{found[2]}" if found[1] in given else found[2]
    _one_each(given)
    columns = {} if whole else dict(base.columns)
    if {"out", "in"} & given.keys():
        columns = {key: names for key, names in columns.items() if key not in {"amount", "side"}}
    if "amount" in given:
        columns = {key: names for key, names in columns.items() if key not in {"out", "in"}}
    columns |= {key: tuple(map(named, names.split("\n"))) for key, names in given.items()}
    return base._replace(
        code="map" if whole else base.code,
        name="--map" if whole else base.name,
        columns=columns,
        titles=(),
        given=given,
    )


def _one_each(given: Mapping[str, str]) -> None:
    """Hold that no header is mapped to two keys, of which one would be wrong. Raises MapError."""
    keys: dict[str, str] = {}
    for key, header in given.items():
        if key in _BESIDE:
            continue
        if (other := keys.setdefault(named(header), key)) != key:
            what = _("{header} is mapped twice, to {one} and to {other}; a column is one of them.")
            raise MapError(what.format(header=header, one=other, other=key))
