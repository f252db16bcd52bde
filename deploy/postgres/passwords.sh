#!/bin/sh
# Gives the roles of init.sql their passwords; run once, after it, by the image's entry point.
set -eu
for role in inventory order_api expiry auditor; do
  psql -v ON_ERROR_STOP=1 --quiet --no-psqlrc --username postgres --dbname "$POSTGRES_DB" \
    -v role="$role" -v password="$(cat "/run/holdfast/$role")" <<'SQL'
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
