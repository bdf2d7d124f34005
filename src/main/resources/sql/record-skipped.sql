UPDATE leanix_schedule
SET turns = turns + 1, last_turn_at = :#${variable.turn.at}
WHERE name = :#${variable.schedule} AND turns = :#${variable.past[turns]}
