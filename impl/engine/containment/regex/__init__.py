"""Regular expressions as languages: are there words in one and not in another?"""
