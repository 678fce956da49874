"""The public surface: read the statement, see why it is true, find a department, use a right. It knows no staff
route.
"""
