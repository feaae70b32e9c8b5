"""The narrative: read, checked sentence by sentence against the record, and made anew from what is allowed."""
