#!/bin/sh
# Makes the system's keys and passwords at its first start, and never again: the order-id key must
# live as long as the topics. Each service gets a volume with its own secrets only.
set -eu
umask 077
app=10001

random() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }

# give OWNER FILE VALUE: writes what is not there yet
give() {
  [ -s "$2" ] && return
  printf '%s' "$3" >"$2.new"
  chown "$1" "$2.new"
  chmod 400 "$2.new"
  mv "$2.new" "$2"
}

for name in superuser inventory order_api expiry auditor; do
  give postgres "/secrets/postgres/$name" "$(random)"
done
for key in order-id reference token; do
  give $app "/secrets/order-api/holdfast.keys.$key" "$(random)"
done

password() { cat "/secrets/postgres/$1"; }
give $app /secrets/order-api/spring.datasource.password "$(password order_api)"
give $app /secrets/inventory-worker/spring.datasource.password "$(password inventory)"
give $app /secrets/inventory-worker/holdfast.audit.password "$(password auditor)"
give $app /secrets/expiry-worker/spring.datasource.password "$(password expiry)"
give $app /secrets/demo/auditor.password "$(password auditor)"
give $app /secrets/demo/holdfast.keys.token "$(cat /secrets/order-api/holdfast.keys.token)"
