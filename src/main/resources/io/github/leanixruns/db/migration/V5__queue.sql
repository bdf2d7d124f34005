-- When the broker had accepted what goes to the outbox or failed queue, and when who waited for the outcome had been
-- answered, or given up; what comes after that may have to be done again.
ALTER TABLE leanix_run ADD COLUMN sent_at BIGINT;
ALTER TABLE leanix_run ADD COLUMN replied_at BIGINT;
