"""The outbox: every letter the system sends, sealed until it leaves, with one Message-ID for life.

SMTP cannot promise "nobody twice, nobody skipped" for the one letter in flight when a worker dies (RFC 5321,
4.5.3.2.6):
service letters are then sent again with the same Message-ID.
"""
