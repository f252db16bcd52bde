#!/usr/bin/env bash
# Exit code 0 if this container's service is ready. Plain bash: a JRE image has no curl.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/$MANAGEMENT_SERVER_PORT"
printf 'GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS=' ' read -r -t 4 _ status _ <&3
[ "$status" = 200 ] || { echo "readiness answers $status"; exit 1; }
