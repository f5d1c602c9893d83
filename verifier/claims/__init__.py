"""The claims table: rows from quotations, rows on disk."""

from verifier.claims.files import is_table
from verifier.claims.rows import to_claims
from verifier.claims.table import ClaimsFile, ClaimsTable, read_claims, write_claims

__all__ = ["ClaimsFile", "ClaimsTable", "is_table", "read_claims", "to_claims", "write_claims"]
