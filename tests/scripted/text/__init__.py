"""A scripted vendor of text in every format that the relay speaks, light enough to stand behind a bench.

`python -m tests.scripted.text --port 0 --name a` prints its port. Each prompt says what it wants, in words that begin with
`vendor:` or the vendor's own name: `vendor:chunks=100`, `a:500`; `script` and `faults` list them. `/stats` tells what came.
"""
