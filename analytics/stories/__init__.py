"""Stories and their tellings: who copies whom, which articles tell one story, and how the tellings differ.

places(articles), Stories().add(article)                clusters.py        story and original of each article, at once or as they come
compare(tellings), divergences(stories)                 compare.py         everything below for the tellings of one story; cards of many
fork(a, b), passages(a, b), word_changes(left, right)   fork.py            where two tellings part, and what is the same
slots(a, b)                                             slots.py           cards: one slot, two contents
chain(telling, statement)                               chains.py          provenance link by link; shares: metrics/sourcing.py
contradictions(tellings)                                contradictions.py  one voice, two positions
claims(tellings), matrix(tellings), only_in(tellings)   claims.py          who asserts, denies, relays a claim
fingerprints(tellings), Elsewhere()                     fingerprints.py    shared errors and formulas, counted elsewhere
families(tellings), first_appearance(phrase, tellings)  families.py        a saying over outlets and time
"""
