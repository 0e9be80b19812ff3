"""A thread as text: an indented tree, so that it can be read aloud, printed and searched."""

from collections.abc import Iterable, Mapping, Sequence

from cocrea.trace.rules.values import Edge, Key, Node, Note, essential

Ways = dict[Key, list[Edge]]


def tell(
    focus: Key, nodes: Sequence[Node], edges: Iterable[Edge], words: Mapping[str, str]
) -> list[str]:
    """Where the focus comes from, then what it led to; a knot met again is only named.

    words: by the codes of edges and of the section heads (``trace.messages.WORDS``).
    """
    return _Teller(nodes, edges, words).lines(focus)


class _Teller:
    """Tells a graph as two trees from the focus; a knot met again is only named."""

    def __init__(
        self, nodes: Iterable[Node], edges: Iterable[Edge], words: Mapping[str, str]
    ) -> None:
        self.nodes = {node.key: node for node in nodes}
        self.edges = essential(edges)
        self.words = words
        self.back: Ways = {}
        self.ahead: Ways = {}
        for edge in self.edges:
            self.back.setdefault(edge.end, []).append(edge)
            self.ahead.setdefault(edge.start, []).append(edge)
        self.told: set[Key] = set()
        self.out: list[str] = []

    def word(self, code: str) -> str:
        return self.words.get(code, code)

    def lines(self, focus: Key) -> list[str]:
        self._node(self.nodes[focus], 0, self.word("thread_of"))
        back, ahead = self.back.get(focus, []), self.ahead.get(focus, [])
        self._section("came_from" if back else "nothing_before", back, "←")
        self._section("led_to" if ahead else "nothing_after", ahead, "→")
        rest = [edge for edge in self.edges if edge.end not in self.told]
        if rest:
            self.out.append(self.word("besides"))
        for edge in rest:
            if edge.end not in self.told:
                self._walk(edge, "→", f"{self.nodes[edge.start].name} →")
        return self.out

    def _section(self, head: str, edges: list[Edge], arrow: str) -> None:
        self.out.append(self.word(head))
        for edge in edges:
            self._walk(edge, arrow, arrow)

    def _walk(self, edge: Edge, arrow: str, first: str) -> None:
        """One step and, below it, the next ones. A stack of its own: threads can be long."""
        back = arrow == "←"
        ways = self.back if back else self.ahead
        stack = [(edge, 1, first)]
        while stack:
            step, level, sign = stack.pop()
            key = step.start if back else step.end
            again = key in self.told
            self._node(self.nodes[key], level, sign, step, again=again)
            if not again:
                stack += [(e, level + 1, arrow) for e in reversed(ways.get(key, []))]

    def _node(
        self, node: Node, depth: int, sign: str, edge: Edge | None = None, *, again: bool = False
    ) -> None:
        indent = "  " * depth
        line = f"{indent}{sign} {node.title}"
        if node.state_label:
            line += f" [{node.state_label}]"
        if again:
            line += f" ({self.word('told_above')})"
        self.out.append(line)
        self.told.add(node.key)
        if edge is not None and (edge.what or edge.why):
            self.out.append(f"{indent}    {self._because(edge)}")
        if not again:
            self.out += [f"{indent}    {self._note(note)}" for note in node.notes]

    def _because(self, edge: Edge) -> str:
        # Below a knot its name is already said: «_told» is the wording that stands alone.
        told = self.words.get(f"{edge.what}_told")
        what = told or (self.word(edge.what) if edge.what else "")
        day = f" ({edge.at:%Y-%m-%d})" if edge.at else ""
        return ": ".join(filter(None, (f"{what}{day}", " ".join(edge.why.split()))))

    def _note(self, note: Note) -> str:
        day = f" ({note.at:%Y-%m-%d})" if note.at else ""
        said = ": ".join(filter(None, (f"{note.text}{day}", " ".join(note.reason.split()))))
        return f"* {said}"
