#!/bin/sh
# The system packages that the tests in a browser and on PostgreSQL need: installed where we are root, else named.
set -eu

missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    missing="$missing postgresql-15 postgresql-15-postgis-3"
elif ! ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1; then
    missing="$missing postgresql-15-postgis-3"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests in a browser and on PostgreSQL need system packages. Install them with:" >&2
    echo "    sudo apt-get install$missing" >&2
    echo "and run this again. (make fast runs the tests that need neither.)" >&2
    exit 1
fi

echo "== Installing system packages:$missing"
# Debian starts a database server on installing one; the tests start their own and want none left behind.
if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# shellcheck disable=SC2086 # one word a package
apt-get -qq install -y --no-install-recommends $missing
