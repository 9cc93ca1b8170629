"""Screening for forbidden uses (用途筛查): memo, payee, invoice item and tax code against the lexicon."""

from funds.checks.screening.lexicon import Lexicon
from funds.checks.screening.tables import LexiconError

__all__ = ["Lexicon", "LexiconError"]
