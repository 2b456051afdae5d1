// Comfort for the article page.
