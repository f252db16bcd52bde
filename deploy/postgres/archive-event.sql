-- Moves a finished event and everything of it into schema archive, and out of the views: the ledger
-- grows by about 400 bytes a decision and is never shortened otherwise. An event goes as a whole,
-- so that what stays can still be audited. Run it as a superuser:
--
--   psql -v ON_ERROR_STOP=1 -d holdfast -c "SET holdfast.event = 'gala'" -f archive-event.sql
--
-- The shard of the event stands still meanwhile. Refused until the event has been quiet for a day
-- (SET holdfast.quiet = '12 hours' if that is enough): a request or a result of it may be on its way.
-- Afterwards the event is unknown to the API, and references to its orders lead nowhere: archive an
-- event when nobody asks for it any more. Dump and drop schema archive as you like, but keep
-- archive.event for as long as the topics keep the event's records.

BEGIN;

SET LOCAL lock_timeout = '2s';

CREATE SCHEMA IF NOT EXISTS archive;
CREATE TABLE IF NOT EXISTS archive.event (LIKE inventory.event INCLUDING INDEXES);
CREATE TABLE IF NOT EXISTS archive.orders (LIKE inventory.orders INCLUDING INDEXES);
CREATE TABLE IF NOT EXISTS archive.payment (LIKE inventory.payment INCLUDING INDEXES);
CREATE TABLE IF NOT EXISTS archive.ledger (LIKE inventory.ledger INCLUDING INDEXES);

-- An audit of the topics must know which events it need not look for.
GRANT USAGE ON SCHEMA archive TO auditor, inventory;
GRANT SELECT ON archive.event TO auditor, inventory;

DO $$
DECLARE
  wanted text := current_setting('holdfast.event');
  quiet  interval := coalesce(nullif(current_setting('holdfast.quiet', true), ''), '1 day');
  head   bigint;
BEGIN
  SELECT last_seq INTO head FROM inventory.event WHERE event_id = wanted FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no event %', wanted;
  END IF;
  IF EXISTS (SELECT FROM inventory.orders WHERE event_id = wanted AND status = 'HELD') THEN
    RAISE EXCEPTION 'Event % has unpaid orders: wait until they are paid or released', wanted;
  END IF;
  IF EXISTS (SELECT FROM inventory.quarantine
              WHERE status = 'OPEN' AND record_key = convert_to(wanted, 'UTF8')) THEN
    RAISE EXCEPTION 'Requests of event % are in quarantine: look at them first', wanted;
  END IF;
  IF EXISTS (SELECT FROM inventory.ledger
              WHERE event_id = wanted AND occurred_at > clock_timestamp() - quiet) THEN
    RAISE EXCEPTION 'Event % had a decision less than % ago: wait', wanted, quiet;
  END IF;
  IF EXISTS (SELECT FROM inventory.publication WHERE event_id = wanted)
      OR head IS DISTINCT FROM (SELECT seq FROM orders.event_view WHERE event_id = wanted) THEN
    RAISE EXCEPTION 'The views do not show all of event % yet: try again', wanted;
  END IF;

  INSERT INTO archive.event   SELECT * FROM inventory.event   WHERE event_id = wanted;
  INSERT INTO archive.orders  SELECT * FROM inventory.orders  WHERE event_id = wanted;
  INSERT INTO archive.payment SELECT * FROM inventory.payment WHERE event_id = wanted;
  INSERT INTO archive.ledger  SELECT * FROM inventory.ledger  WHERE event_id = wanted;

  DELETE FROM inventory.ledger  WHERE event_id = wanted;
  DELETE FROM inventory.payment WHERE event_id = wanted;
  DELETE FROM inventory.orders  WHERE event_id = wanted;
  DELETE FROM inventory.event   WHERE event_id = wanted;
  DELETE FROM orders.order_view WHERE event_id = wanted;
  DELETE FROM orders.event_view WHERE event_id = wanted;
END
$$;

COMMIT;
