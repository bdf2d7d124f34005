-- When the broker had accepted all that it gets about a run; what comes after that may have to be done again.
ALTER TABLE leanix_run ADD COLUMN sent_at BIGINT;
