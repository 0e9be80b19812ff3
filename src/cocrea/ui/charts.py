"""Charts as pure SVG builders."""
