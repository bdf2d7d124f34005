INSERT INTO leanix_run (
    id, lane, stage, file_name, file_size, sha256, element_count,
    connector_type, connector_id, connector_version, processing_direction, processing_mode, description,
    notes, sent_as_dropped, received_at, kind, door, channel, test, reply_to, correlation_id)
VALUES (
    :#${variable.claim.id}, :#${variable.lane}, 'RECEIVED', :#${variable.claim.fileName},
    :#${variable.ldif.sizeBytes}, :#${variable.ldif.sha256}, :#${variable.ldif.elementCount},
    :#${variable.ldif.header.connectorType}, :#${variable.ldif.header.connectorId},
    :#${variable.ldif.header.connectorVersion}, :#${variable.ldif.header.processingDirection},
    :#${variable.ldif.header.processingMode}, :#${variable.ldif.header.description},
    :#${bean:inbox.notes}, :#${variable.ldif.sentAsDropped}, :#${bean:times.now},
    :#${variable.claim.origin.kind}, :#${variable.claim.origin.door}, :#${bean:inbox.channel}, :#${bean:inbox.test},
    :#${variable.claim.origin.replyTo}, :#${variable.claim.origin.correlationId})
ON CONFLICT (id) DO NOTHING
