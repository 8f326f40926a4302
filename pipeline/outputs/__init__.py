"""Tables → files and pages: CSV cells, exact tables, workbook, report, charts, notebook display."""
