"""A run over many files: processes with limits, what is stored and resumed, the ledger of every input."""
