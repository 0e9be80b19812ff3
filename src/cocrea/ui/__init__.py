"""The face of the house: base page, components, tags, charts, security headers. No domain."""
