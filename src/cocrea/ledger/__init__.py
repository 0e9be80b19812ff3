"""The append-only public record of a process: entries, receipts, proofs, checkpoints, verifier."""
