"""From records and facts to pages."""
