"""Mathematics without files, words or pixels."""
