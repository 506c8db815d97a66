from tests.support.office import *
def test_a(office):
    """x"""
    assert office.fill("Hi {{ x }}", ["{", "% if y %", "}"], ["yes", " no"], "{% endif %}", x="A", y=1) == ["Hi A", "yes no"]
def test_t(office):
    """x"""
    assert office.rows(office.render(office.with_table(["A", "B"], ["{%tr for x in xs %}{{ x }}", "b{%tr endfor %}"]), xs=[1,2])) == [["A","B"],["1","b"],["2","b"]]
