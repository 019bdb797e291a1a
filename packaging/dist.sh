#!/bin/sh
# Makes target/dist/adit-VERSION-OS-ARCH.tar.gz from what Maven built: the program, its libraries and a Java of its own.
#   dist.sh VERSION TIMESTAMP
# Everything in it carries TIMESTAMP and belongs to root; but for lib/*.aot two builds with one JDK give the same bytes.
set -eu
umask 022
cd "$(dirname "$0")/.."
version=$1
timestamp=$2

# What jdeps finds but we never reach (java.desktop, java.sql, java.rmi and their like, for optional parts of libraries) is
# left out; DistributionIT fails when something of ours needs more.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver,jdk.jfr,jdk.management,jdk.net,jdk.unsupported

. .mvn/find-java.sh
jdk=$(find_java javac) || {
  echo "dist.sh: needs a JDK, 25 or newer" >&2
  exit 1
}
case $(uname -m) in
x86_64 | amd64) arch=x64 ;;
aarch64 | arm64) arch=aarch64 ;;
*) arch=$(uname -m) ;;
esac
os=$(uname -s | tr '[:upper:]' '[:lower:]')

dist=target/dist
name=adit-$version
home=$dist/$name
archive=$name-$os-$arch.tar.gz
rm -rf "$dist/adit-"* "$dist/training"
mkdir -p "$home/bin" "$home/lib" "$home/share" "$dist/training"

cp adit "$home/bin/adit"
cp "$dist/jar/adit-dist.jar" "$home/lib/adit.jar"
cp target/lib/*.jar "$home/lib/"
cp LICENSE NOTICE README.md "$home/"
cp -R packaging/examples "$home/share/examples"

"$jdk/bin/jlink" --add-modules "$modules" --output "$home/runtime" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --compress "${ADIT_JLINK_COMPRESS:-zip-6}"

# Netty would unpack its epoll library into /tmp at every start; where that is read-only or noexec it would be left with
# slower sockets. Beside Java's own libraries it is found first.
(cd "$home/runtime/lib" && for library in ../../lib/netty-transport-native-epoll-*.jar; do "$jdk/bin/jar" --extract --file "$library" META-INF/native; done)
case $arch in
x64) native=x86_64 ;;
*) native=aarch_64 ;;
esac
mv "$home/runtime/lib/META-INF/native/libnetty_transport_native_epoll_$native.so" "$home/runtime/lib/"
rm -r "$home/runtime/lib/META-INF"

# Debian's packages of Java link their certificates to those that this machine trusts, its owner's additions included. What
# leaves the house trusts Mozilla's list alone.
case $(readlink -f "$jdk/lib/security/cacerts") in
"$(readlink -f "$jdk")"/*) ;;
*) "$jdk/bin/java" src/build/TrustedRoots.java "$home/runtime/lib/security/cacerts" /usr/share/ca-certificates/mozilla ;;
esac

chmod -R u=rwX,go=rX "$home"
# Now, because the cache below is good only for jars with the times they have.
find "$home" -exec touch -h -d "$timestamp" {} +

# One run of the program, recorded, so that later starts find their classes loaded and linked.
#   train CACHE COMMAND...
train() {
  if ! (
    cd "$dist/training"
    export ADIT_JAVA_HOME='' ADIT_JAVA_OPTS="-XX:AOTCacheOutput=$1"
    shift
    "$@"
  ) >"$dist/training.log" 2>&1 || [ ! -f "$dist/training/$1" ]; then
    cat "$dist/training.log" >&2
    echo "dist.sh: no AOT cache came of the training" >&2
    exit 1
  fi
  mv "$dist/training/$1" "$home/lib/$1"
  chmod 644 "$home/lib/$1"
  touch -d "$timestamp" "$home/lib/$1" "$home/lib"
}

# A relay, until it serves and was asked how it is.
relay() {
  cat >relay.toml <<END
[admin]
listen = "127.0.0.1:0"
[[listener]]
name = "relay"
mode = "tcp"
bind = "127.0.0.1:0"
to = "127.0.0.1:9"
END
  "../$name/bin/adit" run -c relay.toml >relay.out &
  pid=$!
  until ready=$(grep '^ready: ' relay.out); do
    kill -0 "$pid" || return 1
    sleep 0.2
  done
  ADIT_ADMIN_PORT=${ready##*:} ../../../packaging/docker/healthy || {
    kill "$pid"
    return 1
  }
  kill "$pid"
  wait "$pid"
}

train adit.aot "../$name/bin/adit" demo --seconds 3
train relay.aot relay
rm -r "$dist/training"

tar --sort=name --format=gnu --mtime="$timestamp" --owner=0 --group=0 --numeric-owner -C "$dist" -cf - "$name" |
  gzip -9n >"$dist/$archive"
(cd "$dist" && sha256sum "$archive" >"$archive.sha256")
echo "dist.sh: $dist/$archive, $(($(wc -c <"$dist/$archive") / 1048576)) MiB; installed $(du -sm "$home" | cut -f1) MiB"
