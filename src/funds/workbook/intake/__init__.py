"""Reading registers that people filled in: whatever the file is, rows come out, or a sentence says why not."""
