-- Roles and schemas of one Holdfast database; run once by a superuser, inside that database.
-- Roles belong to the whole server, so they may be there already. Passwords are set elsewhere.
-- Each owner migrates its own schema; PostgreSQL itself refuses a look across the fence.

DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['inventory', 'order_api', 'expiry', 'auditor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', role);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO inventory, order_api, expiry, auditor',
    current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA inventory AUTHORIZATION inventory;
CREATE SCHEMA orders AUTHORIZATION order_api;

GRANT USAGE ON SCHEMA inventory TO expiry, auditor;
GRANT USAGE ON SCHEMA orders TO auditor;

ALTER ROLE inventory SET search_path = inventory;
ALTER ROLE order_api SET search_path = orders;
ALTER ROLE expiry    SET search_path = inventory;
ALTER ROLE auditor   SET search_path = inventory, orders;

-- A stuck client must never hold a lock for long: lock < statement < idle < transaction.
-- The drivers' socket time-out (15 s) and the consumers' poll interval come after these.
ALTER ROLE inventory SET lock_timeout = '2s';
ALTER ROLE inventory SET statement_timeout = '4s';
ALTER ROLE inventory SET idle_in_transaction_session_timeout = '5s';
ALTER ROLE inventory SET transaction_timeout = '10s';
ALTER ROLE order_api SET lock_timeout = '2s';
ALTER ROLE order_api SET statement_timeout = '4s';
ALTER ROLE order_api SET idle_in_transaction_session_timeout = '5s';
ALTER ROLE order_api SET transaction_timeout = '10s';
ALTER ROLE expiry    SET lock_timeout = '2s';
ALTER ROLE expiry    SET statement_timeout = '4s';
ALTER ROLE expiry    SET idle_in_transaction_session_timeout = '5s';
ALTER ROLE expiry    SET transaction_timeout = '10s';
ALTER ROLE auditor   SET default_transaction_read_only = on;

-- A plan made for a nearly empty table would scan the whole of it when it has grown: the tables of
-- a sale grow from nothing to millions of rows sooner than statistics follow. Planning anew costs
-- a batch less than a millisecond.
ALTER ROLE inventory SET plan_cache_mode = force_custom_plan;
ALTER ROLE order_api SET plan_cache_mode = force_custom_plan;
ALTER ROLE expiry    SET plan_cache_mode = force_custom_plan;

-- Every statement of a sale looks up rows by their keys, and those are in memory: a scan is never
-- cheaper than a thousand look-ups.
ALTER ROLE inventory SET random_page_cost = 1.1;
ALTER ROLE order_api SET random_page_cost = 1.1;
ALTER ROLE expiry    SET random_page_cost = 1.1;
