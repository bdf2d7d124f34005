INSERT INTO leanix_run (
    id, lane, stage, file_name, file_size, sha256, element_count,
    connector_type, connector_id, connector_version, processing_direction, processing_mode, description,
    notes, sent_as_dropped, kept_in, received_at, kind, source, channel, test, reply_to, correlation_id, traceparent)
VALUES (
    :#id, :#lane, 'RECEIVED', :#file_name, :#file_size, :#sha256, :#element_count,
    :#connector_type, :#connector_id, :#connector_version, :#processing_direction, :#processing_mode, :#description,
    :#notes, :#sent_as_dropped, :#kept_in, :#received_at, :#kind, :#source, :#channel, :#test, :#reply_to, :#correlation_id, :#traceparent)
ON CONFLICT (id) DO NOTHING
