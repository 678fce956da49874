"""The demo: the whole story on the example group, told by driving the real programs from the outside."""
