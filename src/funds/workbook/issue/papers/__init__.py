"""The papers as workbooks: each prepared in `funds.statements.papers`, laid out here on A4."""
