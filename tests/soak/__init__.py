"""The long proofs: a real process killed between every two writes of the thread, and sabotage that must be noticed.

A later issue adds its steps to `thread.py` and what must be equal to `state.py`; or it soaks a thread of its own:
`python -m tests.soak.engines sqlite --thread package.module:Class`, where `Class(example, post).steps()` gives steps.
"""
