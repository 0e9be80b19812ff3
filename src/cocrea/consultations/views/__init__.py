"""Pages of consultations: reading, answering, opening."""
