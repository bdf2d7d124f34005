-- A run may come through other doors than the inbox folder, and on a channel.
-- run, or configuration for a processor configuration
ALTER TABLE leanix_run ADD COLUMN kind VARCHAR(20) NOT NULL DEFAULT 'run';
-- inbox, processors, queue, route, or "schedule NAME"
ALTER TABLE leanix_run ADD COLUMN door TEXT NOT NULL DEFAULT 'inbox';
-- the name of leanix.channel.NAME; null without one
ALTER TABLE leanix_run ADD COLUMN channel TEXT;
-- 1 for a dry run, in which LeanIX changes nothing, or 0
ALTER TABLE leanix_run ADD COLUMN test SMALLINT NOT NULL DEFAULT 0;
-- where on the queue somebody waits for the outcome, and under which correlation id
ALTER TABLE leanix_run ADD COLUMN reply_to TEXT;
ALTER TABLE leanix_run ADD COLUMN correlation_id TEXT;

CREATE INDEX leanix_run_open_of_door ON leanix_run (door) WHERE closed_at IS NULL;
