"""Loading: bytes → text → tree with places → typed frozen records → register."""
