"""The Office file format (ECMA-376): packages, markup, drawings, workbooks. It knows no templates.

* `opc` is the package: the zip, its parts, their types and relationships.
* `markup` has what the markup of Word and of DrawingML is called, and how texts and places are read from it.
* `drawing` reads what a drawing says and inherits: boxes, placeholders, themes, text styles.
* `workbook` writes a chart's workbook and reads its cells.
"""
