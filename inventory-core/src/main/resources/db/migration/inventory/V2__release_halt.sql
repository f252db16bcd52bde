-- While a shard has a row without an end, no hold of it is released: a clock is wrong, and nobody
-- knows which. Offsets say which requests were decided meanwhile, because no clock can.
CREATE TABLE release_halt (
  shard         int         NOT NULL,
  id            bigint      GENERATED ALWAYS AS IDENTITY,
  since         timestamptz NOT NULL DEFAULT clock_timestamp(),
  why           text        NOT NULL,
  from_offset   bigint      NOT NULL,   -- requests from here on were decided without releasing
  until_offset  bigint,                 -- but not from here on; absent while it lasts
  PRIMARY KEY (shard, id)
);

CREATE UNIQUE INDEX release_halt_lasts ON release_halt (shard) WHERE until_offset IS NULL;

-- For a person who has set the clocks right: SELECT inventory.release_again()
CREATE FUNCTION release_again() RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
  ended bigint;
BEGIN
  -- Whoever is deciding now has seen the halt: what it decides still belongs to it.
  PERFORM FROM inventory.cursor ORDER BY shard, topic FOR UPDATE;
  UPDATE inventory.release_halt h
     SET until_offset = (SELECT max(next_offset) FROM inventory.cursor c WHERE c.shard = h.shard)
   WHERE until_offset IS NULL;
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
$$;

GRANT SELECT, INSERT ON release_halt TO expiry;
GRANT SELECT ON release_halt TO auditor;

-- Programs halt, a person lets go on: a superuser.
REVOKE UPDATE, DELETE, TRUNCATE ON release_halt FROM CURRENT_USER;
REVOKE EXECUTE ON FUNCTION release_again FROM PUBLIC;
