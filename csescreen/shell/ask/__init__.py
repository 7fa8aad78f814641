"""`csescreen ask`: one screening line by line, for screen readers, plain terminals and slow links.

What is asked and said is worked out here from lines; `terminal` alone reads and writes.
"""
