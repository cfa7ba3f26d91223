"""隐去: a name is masked in every edition that has it, after a list of all hits was seen and confirmed."""
