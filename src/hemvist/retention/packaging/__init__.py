"""The archive package of a case: what is in it, how it is written, and how anyone can check it without Hemvist's database.

Its shape is that of E-ARK CSIP 2.1 (which FGS Paketstruktur 2.0 is): METS.xml, metadata, representations and documentation.
"""
