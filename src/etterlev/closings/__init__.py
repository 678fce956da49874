"""When an engagement or an employment ends: what must be returned, deleted, closed and confirmed, and by when.

Article 28(3)(g) for a client's data, Articles 5(1)(e) and 32 for everybody's, and the regulation on employers' access
to e-mail for a mailbox. A list with days, somebody's name on each line, and a letter at the end.
"""
