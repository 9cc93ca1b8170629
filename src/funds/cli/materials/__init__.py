"""Supporting material (台账): entered, listed, shown, and held against what is asked."""
