"""Templates that would take all time and all memory: what they say, and what is told.

Every one is a kilobyte or less, but for the long ones, and is rendered with `VALUES`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.support.office import docx_of


class Agent:
    """An object of a program: Python has only its address to print."""


VALUES = {"o": Agent(), "l": [1, 2], "s": "abc", "b": b"abc", "d": {"k": 1}}
TOO_LONG, TOO_MUCH, TOO_DEEP = "would be too long", "the document would be too large", "in one another"
NESTED = (
    "{% set ns = namespace(a=(1,), b=(1,)) %}{% for i in range(60) %}{% set ns.a = (ns.a, ns.a) %}"
    "{% set ns.b = (ns.b, ns.b) %}{% endfor %}"
)
"""Two values of sixty levels, with 2 ** 60 ones in each."""
LONG_LIST = "{% set l = range(99999)|list %}"
LONG_TEXT = "{% set t = 'x' * 900000 %}"


@dataclass(frozen=True)
class Hostile:
    """A template that means harm: its text, or its bytes, and what is told of it."""

    name: str
    template: str | bytes
    says: str

    @property
    def data(self) -> bytes:
        """The file."""
        return self.template if isinstance(self.template, bytes) else docx_of(self.template)


def _often(body: str, before: str = "") -> str:
    return f"{before}{{% for i in range(99999) %}}{body}{{% endfor %}}"


CASES = (
    # -- widths and formats
    Hostile("a width in an argument", '{{ "{0:{1}}".format(7, ">2999999999") }}', "the width is too large"),
    Hostile("a width in an item of an argument", '{{ "{0:{1[0]}}".format(7, [">99999"]) }}', "the width is too large"),
    Hostile("a width by name", "{{ '{:{w}}'.format(1, w=99999) }}", "the width is too large"),
    Hostile("a width in a mapping", "{{ '{n:{w}}'.format_map({'n': 1, 'w': 99999}) }}", "the width is too large"),
    Hostile("a precision", "{{ '{:.99999f}'.format(1.0) }}", "the width is too large"),
    Hostile("a starred width", "{{ '%*d' % (99999, 1) }}", "the width is too large"),
    Hostile("a starred width in a filter", "{{ '%*d'|format(99999, 1) }}", "the width is too large"),
    Hostile("a width with a key", "{{ '%(k)99999d' % {'k': 1} }}", "the width is too large"),
    Hostile("a key many times", "{{ ('%(k)s' * 100000 % {'k': 'x' * 100000})|length }}", TOO_LONG),
    Hostile("a key many times in a filter", "{{ ('%(k)s' * 100000)|format(k='x' * 100000)|length }}", TOO_LONG),
    Hostile("a field many times", "{{ ('{k}' * 100000).format(k='x' * 100000)|length }}", TOO_LONG),
    Hostile("a place many times", "{{ ('{0}' * 100000).format('x' * 100000)|length }}", TOO_LONG),
    Hostile("a mapping many times", "{{ ('{k}' * 100000).format_map({'k': 'x' * 100000})|length }}", TOO_LONG),
    Hostile("a wide text by a filter", "{{ 'x'|center(999999999) }}", "the number is too large"),
    *(
        Hostile(f"a wide text by {name}", f"{{{{ 'x'.{name}(999999999) }}}}", "the number is too large")
        for name in ("center", "ljust", "rjust", "zfill", "expandtabs")
    ),
    # -- large by operators
    Hostile("a repeated text", "{{ ('x' * 99999999)|length }}", TOO_LONG),
    Hostile("a repeated list", "{{ ([1] * 99999999)|length }}", TOO_LONG),
    Hostile("a list of lists", "{{ ([[1] * 99999] * 99999)|length }}", TOO_LONG),
    Hostile("powers of powers", "{{ (10 ** 999) ** 999 }}", "the power is too large"),
    Hostile(
        "a product of products", "{{ 10**999 * 10**999 * 10**999 * 10**999 * 10**999 }}", "the number is too large"
    ),
    Hostile("a text that is long in a number", "{{ ('9' * 900000)|int % 7 }}", TOO_LONG),
    Hostile("a number of another base", "{{ ('f' * 900000)|int(0, 16) % 7 }}", TOO_LONG),
    Hostile("a number without end", "{{ 1e308 * 10 }}", "the number is too large, or infinite"),
    Hostile("no number", "{{ 'nan'|float }}", "the value is not a number (NaN)"),
    Hostile(
        "a number of many digits in a text",
        "{{ (10 ** 999 * 10 ** 999)|int }}{{ '9' * 4999 }}{{ ('9' * 4999)|int }}",
        TOO_LONG,
    ),
    Hostile("a range", "{{ range(10 ** 9)|length }}", "range() has more than 100 000 numbers"),
    # -- large by filters and methods
    Hostile("a long replacement", "{{ ('a' * 99999).replace('a', 'b' * 99999)|length }}", TOO_LONG),
    Hostile("a long replacement by a filter", "{{ ('a' * 99999)|replace('a', 'b' * 99999)|length }}", TOO_LONG),
    Hostile("a long separator", "{{ (['a'] * 99999)|join('x' * 99999)|length }}", TOO_LONG),
    Hostile("a long separator by a method", "{{ ('x' * 99999).join(['a'] * 99999)|length }}", TOO_LONG),
    Hostile("a long text between words", "{{ ('a ' * 49999)|wordwrap(1, wrapstring='x' * 99999)|length }}", TOO_LONG),
    Hostile("a long text in addresses", "{{ ('http://a.org ' * 999)|urlize(rel='x' * 99999)|length }}", TOO_LONG),
    Hostile("a deep indent", "{{ ('a\\n' * 99999)|indent(99999)|length }}", TOO_LONG),
    Hostile("a deep indent of data", "{{ ([1] * 999)|tojson(indent=999999)|length }}", "the number is too large"),
    Hostile("a wide translation", "{{ ('a' * 99999).translate({97: 'b' * 99999})|length }}", TOO_LONG),
    Hostile("a fine rounding", "{{ 1.5|round(999999, 'ceil') }}", "the number is too large"),
    Hostile("a coarse rounding", "{{ 15|round(-999999, 'ceil') }}", "the number is too large"),
    Hostile("a large batch", "{{ [1]|batch(999999999, 0)|list|length }}", "the number is too large"),
    Hostile("many slices", "{{ [1]|slice(999999999)|list|length }}", "the number is too large"),
    Hostile("a sum of lists", "{{ ([[1] * 9] * 9999)|sum(start=[])|length }}", TOO_MUCH),
    Hostile("many words", "{{ ('a-' * 99999)|title|length }}", TOO_LONG),
    Hostile("much markup", "{{ ('<!--' * 99999)|striptags|length }}", TOO_LONG),
    # -- what grows
    Hostile(
        "a text that doubles", "{% set ns = namespace(t='x') %}" + _often("{% set ns.t = ns.t ~ ns.t %}"), TOO_LONG
    ),
    Hostile(
        "a list that doubles", "{% set ns = namespace(t=[1]) %}" + _often("{% set ns.t = ns.t + ns.t %}"), TOO_LONG
    ),
    Hostile(
        "a list of long lists",
        "{% set ns = namespace(t=[]) %}" + _often("{% set ns.t = ns.t + [[1] * 900000] %}"),
        TOO_MUCH,
    ),
    Hostile(
        "a list of long texts",
        "{% set ns = namespace(t=[]) %}" + _often("{% set ns.t = ns.t + ['x' * 900000 ~ i] %}"),
        TOO_MUCH,
    ),
    Hostile("a long list of lists", "{% set ns = namespace(t=[]) %}" + _often("{% set ns.t = ns.t + [i] %}"), TOO_MUCH),
    Hostile("an empty loop in a loop", _often(_often("")), TOO_MUCH),
    Hostile("a text in a loop in a loop", _often("{% for j in range(9) %}" + "text " * 99 + "{% endfor %}"), TOO_MUCH),
    Hostile("a long text in a loop", _often("{{ 'x' * 99999 }}"), TOO_MUCH),
    Hostile(
        "a macro that calls itself", "{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}", "it calls itself without end"
    ),
    Hostile(
        "a macro that calls itself twice",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        TOO_MUCH,
    ),
    Hostile(
        "a loop that calls itself twice",
        "{% for a in [1, 1] recursive %}{% if loop.depth < 60 %}{{ loop([1, 1]) }}{% endif %}{% endfor %}",
        TOO_MUCH,
    ),
    # -- what takes time in silence
    *(
        Hostile(f"nested lists: {how}", NESTED + use, TOO_LONG)
        for how, use in {
            "equal": "{{ ns.a == ns.b }}",
            "unequal": "{{ ns.a != ns.b }}",
            "less": "{{ ns.a < ns.b }}",
            "in a list": "{{ ns.a in [ns.b] }}",
            "not in a list": "{{ ns.a not in [ns.b] }}",
            "as a key": "{{ {ns.a: 1}|length }}",
            "looked up": "{{ d[ns.a] }}",
            "got": "{{ d.get(ns.a) }}",
            "unique": "{{ [ns.a]|unique|list|length }}",
            "sorted": "{{ [ns.a, ns.b]|sort|length }}",
            "the largest": "{{ [ns.a, ns.b]|max|length }}",
            "counted": "{{ [ns.a].count(ns.b) }}",
            "found": "{{ [ns.a].index(ns.b) }}",
            "tested": "{{ ns.a is eq(ns.b) }}",
            "selected": "{{ [ns.a]|select('eq', ns.b)|list|length }}",
            "printed": "{{ ns.a }}",
            "joined": "{{ ns.a ~ '' }}",
            "as text": "{{ ns.a|string|length }}",
            "as data": "{{ ns.a|tojson|length }}",
            "formatted": "{{ '%s' % [ns.a] }}",
            "in a format": "{{ '{}'.format(ns.a) }}",
        }.items()
    ),
    *(
        Hostile(f"a long list in a loop: {how}", _often(use, LONG_LIST), TOO_MUCH)
        for how, use in {
            "sorted": "{% set x = l|sort %}",
            "summed": "{% set x = l|sum %}",
            "unique": "{% set x = l|unique|list %}",
            "grouped": "{% set x = l|groupby('real') %}",
            "searched": "{% if -1 in l %}{% endif %}",
            "found": "{% set x = l.index(99998) %}",
            "counted": "{% set x = l.count(1) %}",
            "sliced": "{% set x = l[:] %}",
            "copied": "{% set x = l|list %}",
            "joined": "{% set x = l|join(',') %}",
            "as data": "{% set x = l|tojson %}",
            "in batches": "{% set x = l|batch(2)|list %}",
            "mapped": "{% set x = l|map('string')|list %}",
            "selected": "{% set x = l|select('odd')|list %}",
            "reversed": "{% set x = l|reverse|list %}",
            "added": "{% set x = l + l %}",
            "compared": "{% set x = l == l[:] %}",
            "the largest": "{% set x = l|max %}",
        }.items()
    ),
    *(
        Hostile(f"a long text in a loop: {how}", _often(use, LONG_TEXT), TOO_MUCH)
        for how, use in {
            "in capitals": "{% set x = t|upper %}",
            "replaced": "{% set x = t.replace('x', 'y') %}",
            "sliced": "{% set x = t[::-1] %}",
            "joined": "{% set x = t ~ i %}",
            "reversed": "{% set x = t|reverse %}",
            "as a list": "{% set x = t|list %}",
            "searched": "{% if 'y' in t %}{% endif %}",
            "split": "{% set x = t.split('y') %}",
            "trimmed": "{% set x = t|trim %}",
        }.items()
    ),
    Hostile("powers in a loop", _often("{% set x = (9 ** 900) ** 9 %}"), "the power is too large"),
    # -- what Python cannot read
    Hostile("201 sums", "{{ " + "1 + " * 201 + "1 }}", TOO_DEEP),
    Hostile("20 000 sums", "{{ " + "1 + " * 20_000 + "1 }}", TOO_DEEP),
    Hostile("900 minus signs", "{{ " + "-" * 900 + "1 }}", TOO_DEEP),
    Hostile("900 negations", "{{ " + "not " * 900 + "1 }}", TOO_DEEP),
    Hostile("190 parentheses", "{{ " + "(" * 190 + "1" + ")" * 190 + " }}", TOO_DEEP),
    Hostile("95 lists", "{{ " + "[" * 95 + "1" + "]" * 95 + " }}", TOO_DEEP),
    Hostile("500 choices", "{{ " + "1 if 0 else " * 500 + "2 }}", TOO_DEEP),
    Hostile("1 000 filters", "{{ 1" + "|string" * 1000 + " }}", TOO_DEEP),
    Hostile("1 000 fields", "{{ d" + ".k" * 1000 + " }}", TOO_DEEP),
    Hostile("1 000 calls", "{{ s" + ".upper()" * 1000 + " }}", TOO_DEEP),
    Hostile(
        "21 loops",
        "".join(f"{{% for x{n} in l %}}" for n in range(21)) + "{% endfor %}" * 21,
        "in too many other statements",
    ),
    Hostile("101 conditions", "{% if 1 %}" * 101 + "{% endif %}" * 101, "in too many other statements"),
    Hostile("3 000 branches", "{% if 0 %}" + "{% elif 0 %}b" * 3000 + "{% endif %}", "has too many branches"),
    Hostile("a number of 4 301 digits", "{{ " + "1" * 4301 + " }}", "a number with too many digits"),
    Hostile("a hexadecimal number of 5 000 digits", "{{ 0x" + "f" * 5000 + " }}", "a number that is too large"),
    Hostile("a number out of range", "{{ 3e400 }}", "a number that is too large"),
    # -- tags without end, each of which once looked at all behind it
    Hostile("100 000 braces", "{" * 100_000, "the tag does not end"),
    Hostile("50 000 statements", "{%" * 50_000, "looks like a piece of a tag"),
    Hostile("50 000 remarks", "{#" * 50_000, "the tag does not end"),
    Hostile("20 000 tags without end", "{{ x " * 20_000, "the tag does not end"),
    Hostile("20 000 open texts", '{{ "' * 20_000, "the tag does not end"),
    Hostile("20 000 tags with open texts", "{{ 'a" * 20_000, "the tag does not end"),
    # -- marks of the engine's own
    Hostile("the mark of markup", r"{{ '\x0f1\x10' }}", "U+000F"),
    Hostile("the mark of markup that is not there", r"{{ '\x0f777\x10' }}", "U+000F"),
    Hostile("the mark of markup by name", r"{{ '\N{SHIFT IN}1' }}", "U+000F"),
    Hostile("the mark of markup in pieces", r"{{ '\x0f' ~ '1' ~ '\x10' }}", "U+000F"),
    Hostile("the mark of markup in a statement", r"{% set a = '\x0f1\x10' %}{{ a }}", "U+000F"),
    Hostile("the mark of markup in a format", r"{{ '%c1%c' % (15, 16) }}", "U+000F"),
    Hostile("the mark of a part", r"{{ '\0' }}", "U+0000"),
    Hostile("the mark of a tag", r"{{ '\x03 s \x04' }}", "U+0003"),
    Hostile("the mark of a place", r"{{ '\ufdd0mark1\ufdd1' }}", "U+FDD0"),
    Hostile("a mark of slides", r"{{ '\ufdd5' }}", "U+FDD5"),
    Hostile("the mark of a sign of life", r"{{ '\x1b' }}", "U+001B"),
    # -- what has no text
    *(
        Hostile(f"an object {how}", f"{{{{ {use} }}}}", "has no text to print")
        for how, use in {
            "alone": "o",
            "as text": "o|string",
            "joined": "o ~ ''",
            "in a list": "[o]|join",
            "formatted": "'%s' % o",
            "in a format": "'{}'.format(o)",
            "in a filter": "'%s'|format(o)",
            "in capitals": "o|upper",
            "described": "'%r' % o",
            "described by a format": "'{!r}'.format(o)",
            "trimmed": "o|trim",
            "in lists": "[o]|map('string')|join",
            "a method": "s.upper",
            "a namespace": "namespace()",
            "a class": "dict",
        }.items()
    ),
    Hostile("bytes", "{{ b }}", "bytes are no text"),
    Hostile("bytes in a text", "{{ b ~ 'x' }}", "bytes are no text"),
    Hostile("a list in a sentence", "Names: {{ l }}.", "a list prints nothing readable"),
    Hostile("a table", "{{ d }}", "a table of names and values prints nothing readable"),
    Hostile("a list that is to change", "{% do l.append(3) %}", "'append' changes what the template was given"),
    # -- messages
    Hostile("a name of 100 000 letters", "{{ " + "a" * 100_000 + " }}", "…'"),
    Hostile("a text of 100 000 letters", "{{ '" + "a" * 100_000 + "'|nix }}", "unknown filter 'nix'"),
    Hostile("words without operators", "{{ (" + "a " * 50_000 + " }}", "cannot be read"),
    Hostile("a statement of Jinja's", "{% endblock %}", "'endblock' is no statement"),
)
