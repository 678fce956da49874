"""The tables of the key store: the only ones on the alias `keys` (a SQLite file, or a second PostgreSQL database)."""
