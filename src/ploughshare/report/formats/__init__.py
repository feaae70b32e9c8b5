"""One tree, printed as a web page, as a Word document and as a PDF."""
