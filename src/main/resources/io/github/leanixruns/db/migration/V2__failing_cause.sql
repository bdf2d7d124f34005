-- What kind of trouble keeps a run from going on: it tells what passes by itself from what needs a person.
ALTER TABLE leanix_run ADD COLUMN failing_cause TEXT;
