#!/bin/sh
# Named and called as in the official image (healthcheck.sh --connect --innodb_initialized): does the server answer a query?
exec mariadb --no-defaults --socket=/run/mysqld/mysqld.sock --user=mysql --connect-timeout=2 --batch --skip-column-names \
  --execute='SELECT 1' >/dev/null
