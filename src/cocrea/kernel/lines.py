"""What a rule sees of a table that came in: its lines, whatever file they stood in.

Apart from ``kernel.tables``, so that a rule which reads lines does not load what opens workbooks.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it. number: in the file or sheet, from 1.

    formulas  places of cells that hold a formula; ``cells`` has its saved result, if there is one
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = field(default=frozenset())
