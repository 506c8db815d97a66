"""The Office file format (ECMA-376): packages, markup, drawings, slides, workbooks. It knows no templates.

* `opc` is the package: the zip, its parts, their content types and relationships.
* `markup` has the names of Word's and DrawingML's markup, and reads texts and positions from it.
* `drawing` reads what a drawing states and inherits: boxes, placeholders, themes, text styles.
* `presentation` keeps references between slides and shapes true.
* `workbook` writes a chart's workbook and its cells.
"""
