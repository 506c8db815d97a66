"""The help pages of the faults of templates, by diagnostic code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import help_page

TEMPLATE_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "not-a-template": help_page(
            "The file is no Word document or PowerPoint presentation that can serve as a template.",
            "A damaged, protected, legacy, strict or macro file would give a file that Office refuses.",
            "deck.ppt renamed to deck.pptx",
            "Open it in PowerPoint and save it as a PowerPoint presentation (.pptx).",
        ),
        "text-overflow": help_page(
            "A text does not fit into its shape on a slide, whatever its policy allows.",
            "PowerPoint would print it over what stands below, or beyond the edge of the slide.",
            "a text of 300 characters in a box for two lines",
            "Shorten the text, give it room, or say in the shape's alt text what is allowed: {%shape fit shrink 14 %}.",
        ),
        "static-overflow": help_page(
            "A text that no tag fills does not fit into its shape on a slide of the template.",
            "It is printed as it stands, over what is below it or beyond the edge of the slide.",
            "a note of six lines in a box for two",
            "Shorten the text or give it room; {%shape fit keep %} in the shape's alt text says that it is meant so.",
        ),
        "missing-part": help_page(
            "A part of the template leads to another one that is not in the file: a picture, a header, a chart.",
            "Office shows a red cross or a gap there, or asks whether to repair the file.",
            "a picture whose file another program has dropped",
            "Insert the picture again in Word or PowerPoint, and save the file there.",
        ),
        "signed-template": help_page(
            "The template has a digital signature.",
            "It is for the template as it stands: Office calls it broken in every file that is made from it.",
            "a letter that was signed in Word",
            "Take the signature away (File, Info), and sign what is made.",
        ),
        "wrong-fit": help_page(
            "A tag that says how a text is fitted has a step that there is not.",
            "Nobody would know what is done with a text that is too long.",
            "{%shape fit smaller %}",
            "{%shape fit tighten shrink 14 continue %}, or {%shape fit keep %}",
        ),
        "template-syntax": help_page(
            "The inside of a tag is not a Jinja expression or statement; where it is clear what was meant, the message "
            "has it, ready to be copied.",
            "Nothing can be printed for it, so nothing is built.",
            "{% if lang = 'en' %}",
            "{% if lang == 'en' %}",
        ),
        "unclosed-tag": help_page(
            "A tag begins and does not end in the same paragraph.",
            "Everything behind it would be taken for part of the tag.",
            "{{ sector.title",
            "{{ sector.title }}",
        ),
        "empty-tag": help_page("A tag says nothing.", "It was left half typed.", "{{ }}", "{{ sector.title }}"),
        "unknown-statement": help_page(
            "The first word of a statement is none that the engine knows.",
            "The block it was meant to open or close is not where it should be.",
            "{% fro item in sector.progress %}",
            "{% for item in sector.progress %}",
        ),
        "unknown-filter": help_page(
            "A filter, the word behind a |, that does not exist.",
            "The value would come out unchanged, or not at all.",
            "{{ sector.title|uper }}",
            "{{ sector.title|upper }}",
        ),
        "unknown-test": help_page(
            "A test, the word behind 'is', that does not exist.",
            "The condition could not be decided.",
            "{% if item.note is defnied %}",
            "{% if item.note is defined %}",
        ),
        "unknown-name": help_page(
            "A name, or a field of one, that the content does not offer; all of them are listed at once. What a pack "
            "may lack, as why_it_matters, is known, and false where it is not there.",
            "A blank would stand where a fact was meant to.",
            "{{ sector.progres }}, {{ Sector.title }}, {{ step.lead }} behind the end of its loop",
            "{{ sector.progress }}     (reportgen template list templates/deck.pptx shows what there is)",
        ),
        "chart-workbook": help_page(
            "Names typed with tags into a chart stand in cells of its workbook that cannot be written.",
            "The chart would show one name, and another one as soon as somebody edits its data.",
            "a chart of a linked workbook, or of cells with formulas, with {{ year }} among its categories",
            "Embed the workbook and type the tag into the cell, or put {{ chart }} into the chart's alt text.",
        ),
        "unclosed-statement": help_page(
            "A statement that needs an end tag has none.",
            "It is not known how far it reaches.",
            "{% if sector.agreements %} …",
            "{% if sector.agreements %} … {% endif %}",
        ),
        "stray-end": help_page(
            "An end tag for which nothing is open.",
            "The statement it was meant for is missing, or already closed.",
            "… {% endfor %}",
            "{% for item in sector.progress %} … {% endfor %}",
        ),
        "stray-branch": help_page(
            "An 'else' or 'elif' outside the statement it belongs to.",
            "It is not known what it is the other case of.",
            "{% else %} … {% endif %}",
            "{% if item.done %} … {% else %} … {% endif %}",
        ),
        "mixed-levels": help_page(
            "A statement and its end tag take different things with them.",
            "One would take a table row away and the other only itself.",
            "{%tr for item in sector.progress %} … {% endfor %}",
            "{%tr for item in sector.progress %} … {%tr endfor %}",
        ),
        "misplaced-tag": help_page(
            "A tag for a row, cell, shape or slide that does not stand in one, or two that share one place.",
            "There is nothing for it to take with it.",
            "{%tr for item in sector.progress %} in a paragraph outside every table",
            "Move it into a table row, or write {% for … %}.",
        ),
        "crossing-statement": help_page(
            "A statement opens in one place and closes in another that does not hold all of it.",
            "Half a paragraph, cell or slide would be repeated, and Office would refuse the file.",
            "Text {% if x %} more text          (paragraph 1)\nand more {% endif %} to the end     (paragraph 2)",
            "{% if x %}          alone in a paragraph\n…\n{% endif %}         alone in a paragraph",
        ),
        "content-lost": help_page(
            "A tag that takes its row, cell or paragraph away would take other content with it: text, a picture, a "
            "formula, a field, a break.",
            "What an editor put into a template is never dropped in silence.",
            "a row with the cells: {%tr for item in items %} | Total",
            "Give the tag a row of its own, or close it in the same row so that this row repeats.",
        ),
        "wrong-arrangement": help_page(
            "A tag that arranges a shape or a table cannot be read, or names a frame or column that is not there.",
            "The copies would lie on top of each other.",
            '{%shape raw in "Frame" %}',
            '{%shape row in "Frame" %}',
        ),
        "template-fault": help_page(
            "A tag failed while it was filled in; the message says at which item of which loop.",
            "Its value is not known, so the file is not written.",
            "{{ figure.value / figure.base }}     with a base of 0",
            "{% if figure.base %}{{ figure.value / figure.base }}{% endif %}",
        ),
        "unusable-frame": help_page(
            "The frame that a picture or chart is bound to is of a kind that cannot be filled.",
            "The picture would be lost, or Office would refuse the file.",
            "{{ sector.photo }} in the alt text of a linked picture",
            "Insert a picture from a file, and put the tag into its alt text.",
        ),
        "captured-content": help_page(
            "A 'macro', 'call', 'filter', or 'set' without '=' captures what it cannot: a row, a slide, paragraphs "
            "for a filter; or what it has captured is printed in another part of the file and holds a link or picture.",
            "It would be text no more, or belong to a part where it does not stand.",
            "{%tr macro figures(row) %}",
            "{% macro figures(row) %}{{ row.name }}: {{ row.value }}{% endmacro %}",
        ),
        "nearly-a-tag": help_page(
            "Something looks like a tag or a piece of one: single braces around a known name, half of one, full-width "
            "braces, a space inside the delimiter. Braces that pair up around other words are left alone.",
            "It would be printed as it stands.",
            "{ sector.title }, ｛｛ sector.title ｝｝",
            "{{ sector.title }}     (to show braces to the reader, write {_{ and }_})",
        ),
        "hidden-tag": help_page(
            "A tag stands where no value is written: in a name (of a shape, a bookmark, a style), a tracked deletion, "
            "a field code, a list's number, a text whose length Office limits, or a part that is no page.",
            "It would neither be rendered nor be seen.",
            "{%shape if sector.figures %} as the name of a shape in the selection pane",
            "{%shape if sector.figures %} in its alt text     (a deletion: accept it)",
        ),
        "unusable-character": help_page(
            "A part of the template holds one of the characters U+FDD0 to U+FDEF, or a string in a tag U+000F.",
            "Unicode keeps them for a program's own use, and this program uses them.",
            "text pasted from a damaged file",
            "Delete the text and type it again.",
        ),
        "unusable-picture": help_page(
            "A picture file is empty, cut off, too large, or of a kind that Office does not show everywhere.",
            "The place would stay empty in the finished document.",
            "a photo saved as .heic",
            "Save it as PNG or JPEG.",
        ),
        "unusable-chart": help_page(
            "Chart data that cannot be drawn: a value that is no number, or lists of different lengths.",
            "The chart would show something else than its table.",
            "Chart(['2022', '2023'], [Series('Visits', [1])])",
            "Chart(['2022', '2023'], [Series('Visits', [1, None])])     (None is a gap)",
        ),
        "picture-on-a-chart": help_page(
            "A picture is bound to a chart.",
            "A picture needs a picture in the template, whose frame it fills.",
            "{{ sector.photo }} in the alt text of a chart",
            "Insert a picture in its place and put the tag into the picture's alt text.",
        ),
        "unusable-document": help_page(
            "A document that a tag inserts is none, or holds something that cannot be taken into another document.",
            "It would be lost, or let Word read a file or run a program when somebody opens the result.",
            "a document with footnotes, several sections, embedded objects, linked pictures",
            "Open it in Word, do what the message says, and save it.",
        ),
        "misplaced-document": help_page(
            "A tag that gives whole paragraphs (a document, Markdown) stands beside other content, or a document in a "
            "presentation.",
            "Paragraphs and tables cannot stand inside a paragraph.",
            "Annex: {{ annex }}",
            "Annex:                  (paragraph 1)\n{{p annex }}            (paragraph 2)",
        ),
        "unusable-markdown": help_page(
            "A text in Markdown has something that its place cannot take: a table or a line on a slide, a picture.",
            "It would be lost, or the slide would be one that PowerPoint refuses.",
            "{{ item.text|markdown }} in a text box, of a text with a table",
            "Print the text in Word, or bind the rows of a table on the slide: {%tr for row in rows %}.",
        ),
        "misplaced-picture": help_page(
            "A picture in a line of text stands in a presentation, or in a chart or diagram.",
            "Only a text of Word holds pictures.",
            "{{ photo|inline(width='4cm') }} in a text box of a slide",
            "{{ photo }} as the alt text of a picture on the slide",
        ),
        "not-a-picture": help_page(
            "The tag in a picture's alt text gives something else than a picture that can be used.",
            "The placeholder would stay in the document as if it were meant.",
            "{{ sector.title }} as the whole alt text of a picture",
            "Photo: {{ sector.title }}     (words beside the tag: the picture stays, its alt text is filled in)",
        ),
        "not-a-chart": help_page(
            "The tag in a chart's alt text gives something else than chart data.",
            "The chart would show the template's own numbers.",
            "{{ sector.title }} as the whole alt text of a chart",
            "{{ sector.chart }}     with a Chart value",
        ),
        "chart-on-a-picture": help_page(
            "Chart data is bound to a picture.",
            "A chart needs a chart in the template, whose design it keeps.",
            "{{ sector.chart }} in the alt text of a picture",
            "Insert a chart in its place and put the tag into the chart's alt text.",
        ),
    }
)
"""Code → help page, for everything that can be wrong with a template."""
