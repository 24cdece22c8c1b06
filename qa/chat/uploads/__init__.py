"""Articles that a reader brings along, for the page that they are sent from and for no other."""
