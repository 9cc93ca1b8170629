"""What the program hands out as workbooks: templates, marked copies, papers."""
