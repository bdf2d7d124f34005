-- Every run has its row. Times are milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE leanix_run (
    seq                  ${identity},
    id                   VARCHAR(36)   NOT NULL UNIQUE,
    lane                 VARCHAR(64)   NOT NULL,
    stage                VARCHAR(20)   NOT NULL,
    -- the file as it was dropped
    file_name            TEXT          NOT NULL,
    file_size            BIGINT        NOT NULL,
    sha256               VARCHAR(64)   NOT NULL,
    -- what the check found in it
    element_count        BIGINT,
    connector_type       TEXT,
    connector_id         TEXT,
    connector_version    TEXT,
    processing_direction TEXT,
    processing_mode      TEXT,
    description          TEXT,
    notes                TEXT          NOT NULL,
    sent_as_dropped      BOOLEAN       NOT NULL,
    -- what LeanIX said
    run_id               TEXT,
    status               TEXT,
    -- when each stage was reached; closed once the files lie where people look
    received_at          BIGINT        NOT NULL,
    created_at           BIGINT,
    started_at           BIGINT,
    finished_at          BIGINT,
    ended_at             BIGINT,
    closed_at            BIGINT,
    -- what goes wrong in passing
    failing_since        BIGINT,
    failure              TEXT,
    -- why it ended in failed/
    reason               TEXT,
    advice               TEXT
);

CREATE INDEX leanix_run_open ON leanix_run (lane, seq) WHERE closed_at IS NULL;

-- db-scheduler's table: one task instance per lane with something to do
CREATE TABLE scheduled_tasks (
    task_name            VARCHAR(100)  NOT NULL,
    task_instance        VARCHAR(100)  NOT NULL,
    task_data            ${bytes},
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN       NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT        NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
