"""Work that no request may hold up: on hostile documents, in queues, by the clock.

Documents are worked on by processes that can be killed: `processes` has a message
answered by one, and `fork_server` is the program that starts them. What they do is in
`examination_answers`, `comparison_answers` and `consumer_answers`, which the service
itself never loads; it has the messages, in `examination_task`, `comparison_task` and
`consumer_task`. `lanes` says who goes next among those who wait for an answer,
`comparison_queue` works off what waits in the database, and `background` does what the
clock or another job asks for.
"""
