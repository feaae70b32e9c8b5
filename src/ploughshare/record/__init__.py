"""The record: the tables of what is known about a country's mines, one contract each."""
