-- Rises when this database was put back to an earlier time: what was decided, committed to Kafka or
-- announced under another incarnation belongs to a history that is lost.
ALTER TABLE cursor ADD COLUMN incarnation int NOT NULL DEFAULT 1;

-- For a person who has restored this database to an earlier time, or failed over to a replica that
-- lacked transactions: CALL inventory.restore(), then restart every inventory-worker.
-- Everything is announced again as newer than what was announced before, and the workers go on from
-- the cursors, though Kafka says that more was decided. One shard after the other, each in a
-- transaction of its own; what was done before a failure stays, and doing it again does no harm.
CREATE PROCEDURE restore(INOUT shards bigint DEFAULT 0) LANGUAGE plpgsql AS $$
DECLARE
  next_shard int;
  next_incarnation int;
BEGIN
  shards := 0;
  FOR next_shard IN SELECT DISTINCT shard FROM inventory.cursor ORDER BY shard
  LOOP
    SET LOCAL lock_timeout = '2s';
    -- In the order of everybody who decides or releases.
    PERFORM FROM inventory.cursor WHERE shard = next_shard ORDER BY topic FOR UPDATE;
    PERFORM FROM inventory.event WHERE shard = next_shard ORDER BY event_id FOR UPDATE;
    -- Whoever restores the same backup twice finds the same old number twice, and the history
    -- between has used the one after it: so it comes from the clock, in seconds since 2020.
    SELECT greatest(extract(epoch FROM clock_timestamp() - '2020-01-01Z')::int, max(known) + 1)
      INTO next_incarnation
      FROM (SELECT incarnation AS known FROM inventory.cursor WHERE shard = next_shard
             UNION ALL
            SELECT incarnation FROM inventory.event WHERE shard = next_shard) AS incarnations;
    UPDATE inventory.cursor SET incarnation = next_incarnation WHERE shard = next_shard;
    UPDATE inventory.event SET incarnation = next_incarnation WHERE shard = next_shard;
    -- In pieces, because a publisher keeps a whole range in memory.
    INSERT INTO inventory.publication (shard, event_id, first_seq, last_seq)
    SELECT shard, event_id, first_seq, least(first_seq + 999, last_seq)
      FROM inventory.event
     CROSS JOIN generate_series(1, last_seq, 1000) AS pieces(first_seq)
     WHERE shard = next_shard
     ORDER BY event_id, first_seq;
    COMMIT;
    shards := shards + 1;
  END LOOP;
END
$$;

-- A person decides that a history is lost: a superuser.
REVOKE EXECUTE ON PROCEDURE restore FROM PUBLIC, CURRENT_USER;
