"""The staff surface: what a privacy contact does all day. Pages ask queries and call actions; nothing is decided
here.
"""
