"""Who is responsible: the legal entities that are controllers, their departments and privacy contacts, and the wall
between them.

Articles 4(7), 26 and 13(1)(a). A controller is a legal entity; a department belongs to one, and a mere branch is never
one itself. Actor and Scope say who acts, for which controllers and why; nothing is read or written without them.
"""
