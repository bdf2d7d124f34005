INSERT INTO leanix_run (
    id, lane, stage, file_name, file_size, sha256, notes, sent_as_dropped, received_at, ended_at, reason, advice,
    kind, door, channel, test, reply_to, correlation_id)
VALUES (
    :#${variable.claim.id}, :#${variable.claim.id}, 'REJECTED', :#${variable.claim.fileName},
    :#${variable.verdict.rejection.sizeBytes}, :#${variable.verdict.rejection.sha256}, '[]', TRUE, :#${bean:times.now}, :#${bean:times.now},
    :#${variable.verdict.rejection.reason}, :#${variable.verdict.rejection.advice},
    :#${variable.claim.origin.kind}, :#${variable.claim.origin.door}, :#${bean:inbox.channel}, :#${bean:inbox.test},
    :#${variable.claim.origin.replyTo}, :#${variable.claim.origin.correlationId})
ON CONFLICT (id) DO NOTHING
