"""One address table per surface: the portal's process never mounts the console's."""
