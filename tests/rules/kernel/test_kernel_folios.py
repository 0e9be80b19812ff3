from hypothesis import given
from hypothesis import strategies as st
from tests.rows import every

from cocrea.kernel import folios

BODY = st.text(alphabet=folios.ALPHABET, min_size=6, max_size=6)


def folio_of(prefix, body):
    return f"{prefix}-{body}-{folios._check_character(prefix, body)}"


def test_a_folio_is_read_as_people_write_it():
    folio = folio_of("GT4", "0170VK")
    assert folios.parse_folio(f"  {folio.lower()} ") == folio
    assert folios.parse_folio(folio.replace("-", " – ")) == folio
    assert folios.parse_folio(folio.replace("0170", "OI7O")) == folio


@given(BODY, st.integers(0, 5), st.sampled_from(folios.ALPHABET))
def test_one_slip_is_found(body, place, char):
    folio = folio_of("GT4", body)
    slipped = body[:place] + char + body[place + 1 :]
    if slipped != body:
        # 31 check characters for 32 digits: two digits that differ by 31 share one.
        difference = abs(int(char, 36) - int(body[place], 36)) * (4 + place)
        expected = None if difference % 31 else f"GT4-{slipped}-{folio[-1]}"
        assert folios.parse_folio(f"GT4-{slipped}-{folio[-1]}") == expected


@every("bad", ["", "GT4", "GT4-12345-6", "'; DROP", "\x00" * 50, "x" * 9999])
def test_anything_else_is_none(bad):
    assert folios.parse_folio(bad) is None


def test_new_folios_parse_and_codes_match():
    folio, code = folios.make_folio("VILLA"), folios.make_code()
    assert folios.parse_folio(folio) == folio
    stored = folios.code_hash(folio, code)
    assert folios.code_matches(folio, code.lower().replace("-", " "), stored)
    assert not folios.code_matches(folio, folios.make_code(), stored)
    assert not folios.code_matches(folios.make_folio("VILLA"), code, stored)
    assert code.replace("-", "") not in stored
