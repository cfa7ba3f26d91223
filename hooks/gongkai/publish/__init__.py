"""Publishing: seal, ledger, shelf, and the one file that verifies them."""
