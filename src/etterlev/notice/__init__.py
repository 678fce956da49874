"""The statement: composed from the register, published in versions that never change, each sentence bound to its proof.

Articles 12, 13, 14, 21(4) and 5(2). What the register does not say is not claimed; what a promise does not prove is
shown as not confirmed. Every version and every check is kept for good and is in the log.
"""
