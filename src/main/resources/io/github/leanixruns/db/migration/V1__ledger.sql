-- The id of this ledger. The work folder remembers it, see FormerLedger.
CREATE TABLE leanix_ledger (
    id                   VARCHAR(36)   NOT NULL PRIMARY KEY
);

INSERT INTO leanix_ledger (id) VALUES ('${ledgerId}');

-- One row for each run and each processor configuration. All times are milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE leanix_run (
    seq                  ${identity},
    id                   VARCHAR(36)   NOT NULL UNIQUE,
    lane                 VARCHAR(64)   NOT NULL,
    stage                VARCHAR(20)   NOT NULL,
    -- run or configuration
    kind                 VARCHAR(20)   NOT NULL,
    -- inbox, processors, queue, route or "schedule NAME"
    source               TEXT          NOT NULL,
    -- NAME of leanix.channel.NAME, or null
    channel              TEXT,
    -- 1 for a dry run, else 0
    test                 SMALLINT      NOT NULL,
    -- where the sender waits for the outcome, and the correlation id of the reply
    reply_to             TEXT,
    correlation_id       TEXT,
    -- the context of the run's trace, as W3C's header
    traceparent          VARCHAR(55),
    -- the file as it was dropped
    file_name            TEXT          NOT NULL,
    file_size            BIGINT        NOT NULL,
    -- null if it could not be read
    sha256               VARCHAR(64),
    -- what the check found in it
    element_count        BIGINT,
    connector_type       TEXT,
    connector_id         TEXT,
    connector_version    TEXT,
    processing_direction TEXT,
    processing_mode      TEXT,
    description          TEXT,
    notes                TEXT          NOT NULL,
    -- false if header fields were added
    sent_as_dropped      BOOLEAN       NOT NULL,
    -- "ledger" if the LDIF is in leanix_file, or the id of the work folder that has it; null if the folders are shared
    kept_in              VARCHAR(36),
    -- what LeanIX answered
    run_id               TEXT,
    status               TEXT,
    -- elements of the results; set once all results are in the work folder
    result_elements      BIGINT,
    -- when each stage was reached; closed_at is set when all files of the run are in their final folders
    received_at          BIGINT        NOT NULL,
    created_at           BIGINT,
    started_at           BIGINT,
    -- when LeanIX last accepted the start
    start_sent_at        BIGINT,
    finished_at          BIGINT,
    ended_at             BIGINT,
    closed_at            BIGINT,
    -- when the broker had accepted the message, and when the reply was sent or given up
    sent_at              BIGINT,
    replied_at           BIGINT,
    -- milliseconds since the start that do not count for delays and time-outs, when they were measured, and the delay
    -- that was planned when a step failed
    stood_still_for      BIGINT        NOT NULL DEFAULT 0,
    measured_at          BIGINT,
    planned_for          BIGINT,
    -- the transient failure that is being retried, if any
    failing_since        BIGINT,
    failing_cause        TEXT,
    failure              TEXT,
    -- why the run ended in failed/, and what to do
    reason               TEXT,
    advice               TEXT
);

CREATE INDEX leanix_run_open ON leanix_run (lane, seq) WHERE closed_at IS NULL;
CREATE INDEX leanix_run_full ON leanix_run (connector_type, connector_id, seq)
    WHERE processing_mode = 'full' AND stage = 'DELIVERED';

-- The files of open runs in a shared ledger, so that any node can continue a run.
CREATE TABLE leanix_file (
    id                   VARCHAR(36)   NOT NULL REFERENCES leanix_run (id) ON DELETE CASCADE,
    -- ldif, sent (if other bytes are sent), answer (of a fast run) or results
    name                 VARCHAR(20)   NOT NULL,
    part                 INT           NOT NULL,
    -- of the whole file
    size                 BIGINT        NOT NULL,
    -- of this part
    sha256               VARCHAR(64)   NOT NULL,
    bytes                ${bytes}      NOT NULL,
    PRIMARY KEY (id, name, part)
);

-- The nodes of a shared ledger. Each node increments its counter while it is alive.
CREATE TABLE leanix_node (
    name                 VARCHAR(255)  NOT NULL PRIMARY KEY,
    beats                BIGINT        NOT NULL,
    -- the id of its work folder; null if the folders are shared
    work_folder          VARCHAR(36)
);

-- The node of a shared ledger that receives files and messages, and until when, by the clock of the database. Each reader
-- has a term of its own.
CREATE TABLE leanix_reader (
    node                 VARCHAR(255)  NOT NULL,
    term                 BIGINT        NOT NULL,
    expires_at           TIMESTAMP WITH TIME ZONE NOT NULL
);

INSERT INTO leanix_reader (node, term, expires_at) VALUES ('', 0, CURRENT_TIMESTAMP);

-- db-scheduler's table
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
