"""Documents as files: HTML, tagged PDF, DOCX, JSON, CSV, each made from one ``rules.blocks.Doc``.

``files`` is the door. ``pdf`` and ``word`` load heavy libraries and run in a process of their own:
nothing that the portal imports may import them.
"""
