"""Backups of the installation itself: data, keys and ring as three sets, each useless without the others.

Articles 5(1)(f), 17 and 32(1)(b)–(c). The sets are encrypted for different recipients, so that no one credential
opens all
three; keys are taken after data, so that every row has its key, and what was erased in between stays erased.
"""
