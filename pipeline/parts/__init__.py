"""The table of very many claims, part by part: claims go to disk as Parquet, and no process ever holds them all.

A part is all that can share a row or contradict each other: the positions of a party, the figures of a unit. Its table
can be built alone, and the tables of all parts, merged in their order, are the table of the whole run, byte for byte.
"""
