-- What came of each schedule of the settings so far. Times are milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE leanix_schedule (
    name          VARCHAR(100)  NOT NULL PRIMARY KEY,
    -- when it is due, as far as a change of it begins anew, and since when that is so
    timing        TEXT          NOT NULL,
    known_since   BIGINT        NOT NULL,
    -- each time that it was due is a turn, whether or not a run came of it
    turns         BIGINT        NOT NULL,
    last_turn_at  BIGINT,
    -- the last turn of which a run came, and that run's id in leanix_run
    fired_at      BIGINT,
    run           VARCHAR(36)
);
