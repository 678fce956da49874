"""Staff: who they are, what role they have at which controller, and every look they take.

Articles 29, 32(1)(b) and 32(4). Staff are people too: their names and addresses are sealed. Roles are given per
controller; engagements and other grounds join them in the statement's own sentence about who has access.
"""
