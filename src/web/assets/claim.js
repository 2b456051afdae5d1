// Comfort for the claim page.
