"""What people decide against the machine's reading, kept apart from it.

A store keeps judgements in `judgements/judgements.jsonl` in its folder: only ever appended to, a judgement a line, and to be backed up
with the segments. Each new generation is made of the segments and, on top of them, of the judgements that still fit.

judgement.py   one judgement: about what, keyed to which words of which text, by whom
log.py         the file: add, read, and which judgements are in force
placing.py     which statements of a generation a judgement is about now: applied, moved, orphaned, conflicting
applying.py    the effect on a generation's tables, and how it is taken back
"""
