"""The layout of each register: its sheets and columns, declared once for the template and for the reader."""
