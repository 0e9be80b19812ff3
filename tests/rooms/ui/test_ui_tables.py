from cocrea.ui.tables import labelled

WIDE = """<thead><tr><th scope="col" class="num">No.</th><th scope="col">Hito</th>
<th scope="col">Dice <b>la entidad</b></th></tr></thead>
<tbody><tr><td class="num">1</td><th scope="row">Portal</th><td>Completo</td></tr></tbody>"""
NARROW = """<thead><tr><th scope="col">Tema</th><th class="num">Voces</th><th class="num">Abiertas</th>
</tr></thead><tbody><tr><th scope="row">Agua</th><td>2</td><td>0</td></tr></tbody>"""


def test_cells_of_a_wide_table_say_their_column():
    found = labelled(WIDE)
    assert '<td data-label="No." class="num">1' in found
    assert '<th data-label="Hito" scope="row">Portal' in found
    assert '<td data-label="Dice la entidad">Completo' in found
    assert '<tbody class="stack">' in found and '<thead class="stack-head">' in found


def test_a_table_that_fits_a_phone_stays_as_it_is():
    assert labelled(NARROW) == NARROW


def test_merged_cells_and_tables_without_head_stay_as_they_are():
    for given in (WIDE.replace('scope="row"', 'colspan="2"'), "<tbody><tr><td>1</td></tr></tbody>"):
        assert labelled(given) == given


def test_a_quotation_mark_in_a_heading_does_not_leave_the_attribute():
    assert 'data-label="&quot;x&quot;"' in labelled(WIDE.replace("Hito", '"x"'))


def test_an_empty_corner_takes_no_label_from_the_figures():
    crossing = """<thead><tr><td></td><th class="num">Sí</th><th class="num">No</th>
<th class="num">No sé</th></tr></thead>
<tbody><tr><th scope="row">Academia</th><td>8</td><td>6</td><td>5</td></tr></tbody>"""
    found = labelled(crossing)
    assert '<th scope="row">Academia' in found
    for label, figure in (("Sí", 8), ("No", 6), ("No sé", 5)):
        assert f'<td data-label="{label}">{figure}</td>' in found
