"""The data subjects: who they are, how they can be recognised, and how they relate to a department.

Articles 4(1) and 5(1)(d). A person belongs to one controller; the same human being at two departments is two persons
here, and nothing joins them.
"""
