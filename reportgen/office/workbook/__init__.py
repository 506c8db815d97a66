"""SpreadsheetML: the workbook of a chart."""
