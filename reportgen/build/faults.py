"""The help pages of the faults of building and converting, by diagnostic code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.diagnostics import help_page

BUILD_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "not-written": help_page(
            "A file could not be written; the old one, if there was one, is untouched.",
            "It is open in Office, the folder is not yours to write to, or the disk is full.",
            "out/finance/finance-deck.en.pptx open in PowerPoint while 'reportgen build' runs",
            "Close it and build again: only what is missing is made.",
        ),
        "not-removed": help_page(
            "A file that no build makes any more could not be removed.",
            "It is open in Office, or the folder is not yours to write to.",
            "reportgen clean     while out/tourism/tourism-deck.en.pptx is open in PowerPoint",
            "Close it and clean again.",
        ),
        "over-limits": help_page(
            "A template that is not trusted took more time or memory than it may.",
            "What a stranger has written must not stop the computer on which all other files are made.",
            "templates: {untrusted: true, seconds: 60}     and a template that loops over a loop over a loop",
            "See what the template does. If it is meant so, give it more 'seconds' or 'megabytes' in reportgen.yaml.",
        ),
        "left-out-sector": help_page(
            "The documents of the whole meeting were made without a sector whose file is missing or has faults.",
            "Other sectors need not wait until it is written; whoever sends the overview on should know.",
            "sectors: [finance, youth]     without content/sectors/youth.yaml",
            "Write the file, or take the sector out of content/meeting.yaml.",
        ),
        "unknown-choice": help_page(
            "A sector, a language or a kind of document that was asked for is not in the project any more.",
            "Nothing can be made until it is there again; the files that were made stay.",
            "reportgen watch --sector tourism     while 'tourism' is taken out of content/meeting.yaml",
            "Take the change back, or start the program again with another choice.",
        ),
        "program-fault": help_page(
            "The program has met something that it does not expect while it built for 'reportgen preview'.",
            "It is our fault, not yours; the files that were made stay, and the next save is another try.",
            "RuntimeError: …     in the place of the words of a page",
            "Save the file again. If it comes back, run 'REPORTGEN_DEBUG=1 reportgen build' and report what it prints.",
        ),
        "stale-file": help_page(
            "The output folder has files that the program wrote and that no build makes any more.",
            "Their sector, language or kind of document is gone, or has another name. Sent on by mistake, they tell\n"
            "old news.",
            "out/tourism/tourism-deck.en.pptx     after 'tourism' was taken out of content/meeting.yaml",
            "reportgen clean --dry-run     names them\nreportgen clean               removes them",
        ),
        "missing-output": help_page(
            "A file that was built is not there any more.",
            "Whoever sends the folder on sends it without that file.",
            "rm out/finance/finance-deck.en.pptx; reportgen verify",
            "reportgen build     makes what is missing, and nothing else",
        ),
        "changed-output": help_page(
            "A file is not, byte by byte, what the program wrote.",
            "Somebody has corrected it by hand, and the next build undoes that; or the disk has damaged it.\n"
            "'reportgen clean' lets such a file stay.",
            "a word corrected in out/finance/finance-deck.en.pptx",
            "Correct the content, the glossary or the template, and build again.",
        ),
        "damaged-record": help_page(
            "What a file was made from is not recorded in out/.reportgen/reads any more, or the record is damaged.",
            "The file itself is whole, but nobody can say whether it is up to date.",
            "a folder out/ that was copied without the hidden folder in it",
            "reportgen build --force     makes the file again, and its record",
        ),
        "no-record": help_page(
            "There is no record of a build in the output folder, or it cannot be read.",
            "Without out/.reportgen/manifest.json nothing can be verified.",
            "reportgen verify --out ~/Desktop",
            "reportgen verify --out DIR     for the folder that 'reportgen build --out DIR' wrote to",
        ),
        "unrecorded-output": help_page(
            "An Office or PDF file lies in the output folder that no build has recorded.",
            "Somebody has put it there, or its record is lost. It cannot be verified, and no build changes it.",
            "out/finance/finance-deck-final.pptx",
            "Keep files of your own in another folder.",
        ),
        "out-of-date": help_page(
            "A file is whole, but what it was made from has changed since.",
            "It says what the project said earlier.",
            "a figure corrected in content/sectors/finance.yaml, and nothing built since",
            "reportgen build --why out/finance/finance-deck.en.pptx     says what has changed\n"
            "reportgen build                                            makes it again",
        ),
        "cache-unusable": help_page(
            "The folder where the program keeps what it need not work out again cannot be used.",
            "Everything is made as always, and every run takes as long as the first. What others can write to is not\n"
            "read, since some of what is kept is code.",
            "~/.cache/reportgen that belongs to another user, or on a disk that is full",
            "Remove the folder, which loses nothing; or make room; or set XDG_CACHE_HOME to a folder of your own.",
        ),
        "no-libreoffice": help_page(
            "PDF files are asked for, and there is no LibreOffice on this computer that answers.",
            "LibreOffice prints them. The Office files are made all the same.",
            "reportgen build --format pdf     on a computer without LibreOffice",
            "Install LibreOffice with Writer and Impress, so that 'soffice --version' answers,\n"
            "and build again: only the PDF files are made.",
        ),
        "pdf-not-made": help_page(
            "LibreOffice made no PDF of a file, neither together with others nor on its own in a minute.",
            "The PDF is missing, or the one that is there is of an older file. The Office file is whole.",
            "out/finance/finance-deck.en.pptx on a computer that has LibreOffice Writer but not Impress",
            "Open the file in LibreOffice: what it says there is the reason. Install what is missing and build again.",
        ),
        "missing-library": help_page(
            "Pictures of pages are asked for, and a library that draws them is not installed on this computer.",
            "It is an extra, for those who look at templates in a browser. The list of slides needs none.",
            "reportgen template show templates/deck.pptx --pictures shown     after 'pip install reportgen'",
            "pip install 'reportgen[pictures]'",
        ),
        "worker-lost": help_page(
            "A file could not be made: the process that made it was ended each time, also when it did nothing else.",
            "The file is missing, or the one that is there is of an older build. All others were made.",
            "a computer with little memory, or a worker of a cluster with a small limit",
            "Give the workers more memory, or fewer of them to one computer: --jobs 1 needs least.",
        ),
        "workers-gone": help_page(
            "The processes that a program of yours has started for the build have ended.",
            "Files that were not made by then are missing.",
            "build(…, Options(executor=ProcessPoolExecutor())) whose processes the system ends",
            "Build again with another executor: only what is missing is made.",
        ),
        "no-dask": help_page(
            "A build on a cluster is asked for, and Dask is not installed on this computer.",
            "Dask hands the work to the other computers. It is an extra, for those who have more than one.",
            "reportgen build --cluster tcp://10.0.0.1:8786     after 'pip install reportgen'",
            "pip install 'reportgen[cluster]'     here, and on the computers of the cluster",
        ),
        "no-cluster": help_page(
            "No Dask scheduler answers at the address.",
            "It is not running, has another address or port, or a firewall is between.",
            "reportgen build --cluster tcp://10.0.0.1:8787     where 8787 is the scheduler's page for browsers",
            "dask scheduler     prints the address to use: “Scheduler at: tcp://10.0.0.1:8786”",
        ),
        "no-workers": help_page(
            "The scheduler has no workers, so nothing would ever be made.",
            "A scheduler only hands out work.",
            "reportgen build --cluster tcp://10.0.0.1:8786     before any 'dask worker' was started",
            "dask worker tcp://10.0.0.1:8786 --nworkers 4 --nthreads 1     on each computer",
        ),
        "cluster-lost": help_page(
            "The scheduler ended while files were made, or cannot be reached any more.",
            "Files that were not made by then are missing.",
            "the scheduler's computer is started anew during 'reportgen build --cluster …'",
            "Build again, with or without the cluster: only what is missing is made.",
        ),
        "other-program": help_page(
            "A worker has another version of the program, of a library or of Python than the computer that builds.",
            "It would make other files: a name or a character may be converted otherwise. So it makes none.",
            "opencc 1.4.1 on one worker, 1.4.2 everywhere else",
            "Install the same on all of them, from one lock file or image. A checkout counts as the same program only\n"
            "where all computers see one and the same folder.",
        ),
        "not-shared": help_page(
            "With --shared, workers write the files themselves, and some do not see the output folder.",
            "Each has a folder of its own under that path, or none; files would be lost there.",
            "reportgen build --cluster tcp://10.0.0.1:8786 --shared     with out/ on the disk of this computer",
            "reportgen build --cluster tcp://10.0.0.1:8786     the files are sent here",
        ),
        "changed-meanwhile": help_page(
            "A file of the project was changed between the beginning of the build and when it was sent to workers.",
            "They would make files of two states of the project.",
            "an editor saves content/sectors/finance.yaml in the first seconds of 'reportgen build --cluster …'",
            "Build again.",
        ),
        "missing-label": help_page(
            "A label that the program itself fills in is not in templates/labels.yaml.",
            "Sources, embargoes and charts are worded there, so that each language has its own words.",
            "labels.yaml without 'paragraph_n', which prints “paragraph 8”",
            "paragraph_n:\n  en: >-\n    paragraph %(n)s\n  zh-Hant: >-\n    第%(n)s段",
        ),
        "already-converted": help_page(
            "A file to convert is in the wanted script already.",
            "Converting it again could only do harm.",
            "reportgen convert speech.zh-Hans.docx --to zh-Hans",
            "reportgen convert speech.zh-Hans.docx --to zh-Hant",
        ),
        "already-there": help_page(
            "A file with the name of the converted one exists.",
            "Somebody may have worked on it.",
            "reportgen convert speech.docx --to zh-Hans     with speech.zh-Hans.docx in the folder",
            "reportgen convert speech.docx --to zh-Hans --out speech-new.docx",
        ),
        "left-as-it-is": help_page(
            "A part of a document that is not converted: a workbook, an inserted file, a signature, names in the code "
            "of a field (of a bookmark, a style, a data field, a sequence), which have to agree with what they name.",
            "Its words stay in the other script until somebody sees to them.",
            "a deck with a chart whose workbook holds Chinese names",
            "Open the object and convert its words by hand.",
        ),
        "unknown-kind": help_page(
            "A file of a kind that is not converted.",
            "Its text cannot be told from its formatting.",
            "reportgen convert speech.pdf --to zh-Hans",
            "reportgen convert speech.docx --to zh-Hans",
        ),
        "unknown-script": help_page(
            "Nothing in a file tells Traditional from Simplified Chinese.",
            "The direction of the conversion is not known.",
            "reportgen convert names.txt --to zh-Hans     where names.txt holds only 中文",
            "reportgen convert names.txt --from zh-Hant --to zh-Hans",
        ),
        "mixed-script": help_page(
            "A file is written in both scripts.",
            "Converting it one way would damage what is in the wanted script already.",
            "reportgen convert trilingual.docx --to zh-Hans",
            "reportgen convert trilingual.docx --from zh-Hant --to zh-Hans",
        ),
    }
)
"""Diagnostic code → help page."""
