# Sourced by ./adit and ./mvnw. Defines find_java, which prints the home of the first Java, 25 or
# newer, that has bin/$1 (java or javac), and fails where there is none.
#
# The version is read from the file `release` that every JDK since 9 has: asking `java -version`
# would cost each start 50 ms. Only a Java without that file is asked.

java_is_new_enough() {
  version=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      [ "$key" = JAVA_VERSION ] && version=$value && break
    done <"$1/release"
  else
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
  fi
  version=${version#\"}
  version=${version%%[!0-9]*}
  [ "${version:-0}" -ge 25 ]
}

java_on_path() {
  found=$(command -v java 2>/dev/null) || return 0
  found=$(readlink -f "$found" 2>/dev/null) || return 0
  printf '%s\n' "${found%/bin/java}"
}

find_java() {
  # What the user names is used or refused, never passed over.
  if [ -n "${ADIT_JAVA_HOME-}" ]; then
    if [ -x "$ADIT_JAVA_HOME/bin/$1" ] && java_is_new_enough "$ADIT_JAVA_HOME"; then
      printf '%s\n' "$ADIT_JAVA_HOME"
      return 0
    fi
    printf 'adit: ADIT_JAVA_HOME is %s, which has no bin/%s of version 25 or newer\n' "$ADIT_JAVA_HOME" "$1" >&2
    return 1
  fi
  for home in "${JAVA_HOME-}" "$(java_on_path)" \
    /usr/lib/jvm/* "${HOME-}"/.sdkman/candidates/java/* \
    /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && [ -x "$home/bin/$1" ] && java_is_new_enough "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}
