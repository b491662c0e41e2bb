"""Papers: `rendering.render(kind, context)` makes a DOCX, `pdf.convert` prints it.

Neither models nor screens.
"""
