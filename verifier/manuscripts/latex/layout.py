"""Commands that print no words: what Pandoc skips of these is no loss."""

from __future__ import annotations

import re

_NAMES = """
addcontentsline addtolength allowbreak appendix arraybackslash backmatter begin bibliography bibliographystyle
bookmarksetup bottomrule centering clearpage cline DeclareUnicodeCharacter defaultfontfeatures doublespacing
else end endfirsthead endfoot endhead endlastfoot fi flushbottom footnotesize frontmatter fussy geometry
glossary hfill hline hspace hypersetup hyphenation IfFileExists ifPDFTeX indent index KOMAoptions large Large
linebreak mainmatter makeatletter makeatother maketitle markboth markright midrule newpage noalign nocite
noindent onehalfspacing pagebreak pagenumbering pagestyle par parindent parskip PassOptionsToPackage penalty
phantomsection printbibliography printendnotes printindex protect providecommand raggedbottom raggedright relax
sbox selectlanguage setcounter setlength singlespacing sloppy small tableofcontents tabularnewline theendnotes
thispagestyle toprule unskip urlstyle UseMicrotypeSet usetikzlibrary vfill vspace
"""
LAYOUT = frozenset(_NAMES.split())
_NAME = re.compile(r"\\([a-zA-Z@]+)")


def is_layout(command: str) -> bool:
    """True for a skipped command, as written, that sets the page or counts and prints nothing.

    A name with an @ is a package's own, never an author's.
    """
    found = _NAME.match(command)
    return found is not None and (found[1] in LAYOUT or "@" in found[1])
