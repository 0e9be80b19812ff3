"""Knots, order, text and sketch of threads, without a database."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cocrea.trace.rules.reach import Link, lineage
from cocrea.trace.rules.sketch import sketch
from cocrea.trace.rules.thread import make
from cocrea.trace.rules.values import Edge, Node, Note, essential, excerpt

DAY = datetime(2018, 4, 1, 12, tzinfo=UTC)
WORDS = {"came_from": "VIENE DE", "led_to": "LLEVÓ A", "thread_of": "Hilo de", "merged": "se unió"}


def node(kind, key, **fields):
    return Node(kind, key, **{"label": f"{kind} {key}", "column": kind, "order": key, **fields})


def example(voices=2):
    nodes = [node("commitment", "c"), node("proposal", "b"), node("proposal", "a")]
    edges = [
        Edge(("proposal", "a"), ("proposal", "b"), "merged", "son una", DAY),
        Edge(("proposal", "b"), ("commitment", "c"), "became"),
    ]
    for number in range(voices):
        key = f"{number:03d}"
        note = Note("Incorporado", "Se hizo\ncomo se pidió", DAY)
        nodes += [node("voice", key), node("point", key, notes=(note,))]
        edges += [
            Edge(("voice", key), ("point", key), "says"),
            Edge(("point", key), ("proposal", "a"), "supports"),
            Edge(("point", key), ("proposal", "b"), "supports"),
        ]
    return make(("proposal", "b"), nodes, edges, process="municipio", words=WORDS)


def test_proposals_have_a_column_per_generation():
    heads = [(c.key, c.last, len(c.nodes)) for c in example().columns()]
    assert heads == [
        ("voice", True, 2),
        ("point", True, 2),
        ("proposal", False, 1),
        ("proposal-1", True, 1),
        ("commitment", True, 1),
    ]


def test_the_order_does_not_depend_on_the_order_given():
    thread = example()
    again = make(
        thread.focus,
        reversed(thread.nodes),
        reversed(thread.edges),
        process="municipio",
        words=WORDS,
    )
    assert again == thread and again.as_text() == thread.as_text()


def test_edges_to_what_is_not_there_are_left_out():
    edges = [Edge(("voice", "1"), ("point", "hidden")), Edge(("voice", "1"), ("voice", "1"))]
    assert make(("voice", "1"), [node("voice", "1")], edges).edges == ()


def test_text_goes_both_ways_and_tells_each_thing_once():
    lines = example().as_text()
    text = "\n".join(lines)
    assert lines[0].startswith("Hilo de proposal b")
    assert lines.index("VIENE DE") < lines.index("LLEVÓ A")
    assert text.count("* Incorporado (2018-04-01): Se hizo como se pidió") == 2
    assert "se unió (2018-04-01): son una" in text
    assert all("\n" not in line for line in lines)


def test_text_and_json_keep_everything_that_a_sketch_leaves_out():
    thread = example(voices=60)
    drawn = sketch(thread, most=6)
    voices = drawn.columns[0]
    assert (len(voices.nodes), voices.more, voices.anchor) == (6, 54, "more-voice")
    assert [n.id for n in voices.nodes] == [f"{n:03d}" for n in range(6)]
    assert ("more-voice", "more-point") in drawn.strands
    assert ("more-point", "proposal-a") in drawn.strands
    assert ("more-point", "proposal-b") not in drawn.strands
    assert sum("voice 0" in line for line in thread.as_text()) == 60
    assert len(thread.as_json()["nodes"]) == 123
    assert len(thread.as_json()["edges"]) == 182


def test_the_focus_is_always_drawn():
    nodes = [node("voice", f"{n:03d}") for n in range(20)]
    shown = sketch(make(("voice", "015"), nodes, []), most=4).columns[0]
    assert ("voice", "015") in {n.key for n in shown.nodes} and len(shown.nodes) == 4


def test_json_says_what_and_why():
    told = example().as_json()
    edge = next(e for e in told["edges"] if e["what"] == "merged")
    assert edge["from"] == {"kind": "proposal", "id": "a"}
    assert (edge["why"], edge["at"]) == ("son una", "2018-04-01T12:00:00+00:00")


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_the_essential_edges_reach_as_far(pairs):
    """Nothing that could be reached along the edges of a graph without circles is cut off."""
    edges = [Edge(("k", str(a)), ("k", str(b))) for a, b in pairs if a < b]
    assert _reach(edges) == _reach(essential(edges))


def _reach(edges):
    found = {(e.start, e.end) for e in edges}
    while True:
        more = {(a, d) for a, b in found for c, d in found if b == c} - found
        if not more:
            return found
        found |= more


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_any_graph_is_told_and_drawn(pairs):
    """Circles do not come up, but would not hang a page either."""
    nodes = [node("proposal", str(n)) for n in range(8)]
    edges = [Edge(("proposal", str(a)), ("proposal", str(b))) for a, b in pairs]
    thread = make(("proposal", "0"), nodes, edges)
    drawn = sketch(thread)
    assert sum(len(shown.nodes) + shown.more for shown in drawn.columns) == 8
    assert thread.as_text()


def link(start, end):
    return Link(start, end, "merged", "", DAY)


def test_lineage_closes_over_merges_of_merges():
    line = lineage([link(1, 3), link(2, 3), link(3, 4)])
    assert line.before([4]) == {1, 2, 3, 4} and line.after([1]) == {1, 3, 4}


def test_a_hidden_proposal_is_bridged_and_a_hidden_end_leads_nowhere():
    line = lineage([link(1, 2), link(2, 3), link(3, 4), link(4, 5)], hidden={2, 3, 5})
    assert [(found.start, found.end) for found in line.links] == [(1, 4)]


def test_an_excerpt_is_one_line_cut_between_words():
    assert excerpt("uno\n dos") == "uno dos"
    cut = excerpt("palabra " * 50, 40)
    assert len(cut) <= 40 and cut.endswith("palabra…")
    assert len(excerpt("x" * 100_000)) == 160
