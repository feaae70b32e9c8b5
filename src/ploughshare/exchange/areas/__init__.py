"""Areas, activities, releases and people hurt, from whatever a programme has, into the record.

The rooms in the order of the work: ``formats`` reads the file, ``mapping`` says what its columns mean, ``coordinates``
and ``locating`` make places of them, ``building`` makes rows, ``comparing`` holds them against the record, ``planning``
shows what would be done, and ``applying`` does it.
"""
