"""Who is who: accounts, the vault, organizations, bodies, mandates and roles."""
