"""The long proofs: a real process killed between every two writes of the thread, and sabotage that must be noticed."""
