"""Published files and references: digest, publication time, kind, versions."""
