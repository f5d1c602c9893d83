"""The claims table: rows from quotations, rows on disk."""

from verifier.claims.rows import to_claims
from verifier.claims.table import ClaimsTable, read_claims, write_claims

__all__ = ["ClaimsTable", "read_claims", "to_claims", "write_claims"]
