"""Posts one purchase after another to a fund, and says each only when it was acknowledged.

Usage: python poster.py URL FUND COUNT FIRST-AMOUNT
"""

import sys

from desks import DESK, NOW, a_spend
from funds.record.journal import post
from funds.record.open import open_record

if __name__ == "__main__":
    url, fund, count, first = sys.argv[1:]
    engine = open_record(url)
    for turn in range(int(count)):
        draft = a_spend(fund, int(first) + turn, key=f"{first}-{turn}")
        record = post(engine, [draft], DESK, NOW)[0].record
        sys.stdout.write(f"{record.number} {record.amount} {record.seal}\n")
        sys.stdout.flush()
    engine.dispose()
