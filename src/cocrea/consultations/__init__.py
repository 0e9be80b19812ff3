"""Windows on a document by clauses and closed questions; open answers become voices."""
