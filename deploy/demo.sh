#!/usr/bin/env bash
# load-demo as a visitor of the compose system: gives it the secrets, and the addresses where they
# are wanted. demo | audit | token, each with its own further options.
set -eu
secret() { cat "/run/holdfast/$1"; }
HOLDFAST_KEYS_TOKEN=$(secret holdfast.keys.token)
HOLDFAST_AUDITOR_PASSWORD=$(secret auditor.password)
export HOLDFAST_KEYS_TOKEN HOLDFAST_AUDITOR_PASSWORD

database=jdbc:postgresql://postgres:5432/holdfast
command=${1:-demo}
[ $# = 0 ] || shift
case $command in
  demo) set -- --api http://order-api:8080 --bootstrap-servers kafka:9092 --jdbc-url "$database" "$@" ;;
  audit) set -- --jdbc-url "$database" --bootstrap-servers kafka:9092 "$@" ;;
esac
exec java --enable-native-access=ALL-UNNAMED -cp '/app/classes:/app/lib/*' dev.holdfast.demo.Holdfast "$command" "$@"
