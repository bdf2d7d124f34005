-- How many elements there are in the results, from when they lie whole in the work folder. Where they no longer lie there,
-- they have been handed out, and whoever takes them away does not get them again.
ALTER TABLE leanix_run ADD COLUMN result_elements BIGINT;

-- no statement asks for the open runs of a door
DROP INDEX leanix_run_open_of_door;
