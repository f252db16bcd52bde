-- Offsets are those of one topic: an older generation's say nothing of a newer one's requests. The
-- default is for workers of schema 2, which know only one topic and don't name it.
ALTER TABLE release_halt ADD COLUMN topic text NOT NULL DEFAULT 'purchase-requests';

CREATE UNIQUE INDEX release_halt_of_topic_lasts ON release_halt (shard, topic)
  WHERE until_offset IS NULL;
DROP INDEX release_halt_lasts;

-- For a person who has set the clocks right: CALL inventory.release_again()
-- One shard after the other, each in a transaction of its own: a batch that takes long keeps its own
-- shard waiting and no other, and what was let go on before stays so.
DROP FUNCTION release_again();
CREATE PROCEDURE release_again(INOUT shards bigint DEFAULT 0) LANGUAGE plpgsql AS $$
DECLARE
  next_shard int;
BEGIN
  shards := 0;
  FOR next_shard IN
    SELECT DISTINCT shard
      FROM inventory.release_halt
     WHERE until_offset IS NULL
     ORDER BY shard
  LOOP
    SET LOCAL lock_timeout = '2s';
    -- Whoever is deciding now has seen the halt: what it decides still belongs to it.
    PERFORM FROM inventory.cursor WHERE shard = next_shard ORDER BY topic FOR UPDATE;
    UPDATE inventory.release_halt h
       SET until_offset = (SELECT next_offset
                             FROM inventory.cursor c
                            WHERE c.shard = h.shard
                              AND c.topic = h.topic)
     WHERE shard = next_shard
       AND until_offset IS NULL;
    COMMIT;
    shards := shards + 1;
  END LOOP;
END
$$;

REVOKE EXECUTE ON PROCEDURE release_again FROM PUBLIC;
