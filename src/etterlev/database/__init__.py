"""What every table shares: the wall between controllers, tables that only grow, and names for the two stores."""
