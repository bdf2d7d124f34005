INSERT INTO leanix_run (
    id, lane, stage, file_name, file_size, sha256, notes, sent_as_dropped, received_at, ended_at, reason, advice)
VALUES (
    :#${variable.claim.id}, :#${variable.claim.id}, 'REJECTED', :#${variable.claim.fileName},
    :#${variable.verdict.rejection.sizeBytes}, :#${variable.verdict.rejection.sha256}, '[]', TRUE, :#${bean:times.now}, :#${bean:times.now},
    :#${variable.verdict.rejection.reason}, :#${variable.verdict.rejection.advice})
ON CONFLICT (id) DO NOTHING
