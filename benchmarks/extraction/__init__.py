"""Manuscripts with known answers (citation style x format x note position x editorial marks), and their score."""
