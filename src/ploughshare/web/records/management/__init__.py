"""Commands of ``python -m ploughshare.web`` that this application adds."""
