"""The vault: personal data at rest is ciphertext, and the key of each person can be destroyed.

Articles 5(1)(f), 17, 25 and 32. A random key per (controller, holder, retention class) lives in a store of its own,
wrapped by the controller's key of the current epoch, which lives in a third place, the ring. The holder is a person, a
case before its person is known, or a member of staff.
"""
