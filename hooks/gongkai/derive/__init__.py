"""What follows from records, history and the as-of date; pure functions over plain values, nothing is written back."""
