"""The ledger: what was done with personal data, by whom, under which rule, in a log that cannot be altered unseen.

Articles 5(2), 24 and 33(5). Entries are inserted in the transaction of the change itself; a sequencer gives each a leaf
in an RFC 6962 Merkle tree within a second. Rows hold opaque identifiers and salted commitments, never names or free
text, so that a person can be erased without breaking a hash.
"""
