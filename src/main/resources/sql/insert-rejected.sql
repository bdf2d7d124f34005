INSERT INTO leanix_run (
    id, lane, stage, file_name, file_size, sha256, notes, sent_as_dropped, kept_in, received_at, ended_at, reason, advice,
    kind, source, channel, test, reply_to, correlation_id, traceparent)
VALUES (
    :#id, :#id, 'REJECTED', :#file_name, :#file_size, :#sha256, '[]', TRUE, :#kept_in, :#received_at, :#received_at, :#reason, :#advice,
    :#kind, :#source, :#channel, :#test, :#reply_to, :#correlation_id, :#traceparent)
ON CONFLICT (id) DO NOTHING
