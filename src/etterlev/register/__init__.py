"""The record of processing activities: what the group does with personal data, why, on which basis, and for how long.

Articles 30(1), 30(2), 6, 9 and 28. One readable document describes the whole group; importing and exporting it loses
nothing. The statement is composed from it, and every stored field and every form answers to one of its activities.
"""
