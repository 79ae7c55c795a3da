"""Where other emitters may extend what this one writes.

There are no sections: the document is a data file, and whoever has something to
add (security schemes, say) patches `outputs.DOCUMENT`.
"""

from __future__ import annotations

from petri_pilot.plugins.api import Section

SECTIONS: tuple[Section, ...] = ()
