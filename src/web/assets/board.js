// Comfort for the board page.
