"""PDFs by any program: words and lines of each page, tables, paragraphs, lists and headings."""
