"""The plan: frozen versions, comments, OGP's review point by point, approval, submission."""
