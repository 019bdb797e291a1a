#!/bin/sh
# Makes target/dist/adit_VERSION_ARCH.deb from the distribution that dist.sh has left in target/dist.
#   build.sh VERSION TIMESTAMP
set -eu
umask 022
cd "$(dirname "$0")/../.."
version=$1
timestamp=$2

if ! command -v dpkg-deb >/dev/null 2>&1; then
  echo "deb/build.sh: no dpkg-deb here, so no Debian package"
  exit 0
fi

# To Debian 1.0-SNAPSHOT is newer than 1.0; what comes before it is written 1.0~snapshot.
package_version=$(printf %s "$version" | tr '[:upper:]-' '[:lower:]~')
arch=$(dpkg --print-architecture)
dist=target/dist
root=$dist/deb
rm -rf "$root" "$dist"/adit_*.deb*
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/etc/adit" "$root/usr/share/doc/adit" "$root/usr/share/lintian/overrides"

cp -a "$dist/adit-$version" "$root/opt/adit"
ln -s /opt/adit/bin/adit "$root/usr/bin/adit"
cp packaging/deb/adit.toml "$root/etc/adit/adit.toml"
cp packaging/deb/copyright "$root/usr/share/doc/adit/copyright"
gzip -9nc CHANGELOG.md >"$root/usr/share/doc/adit/changelog.md.gz"
printf 'adit (%s) unstable; urgency=medium\n\n  * See changelog.md.gz.\n\n -- Adit <team@adit.dev>  %s\n' \
  "$package_version" "$(LC_ALL=C date -u -R -d "$timestamp")" | gzip -9nc >"$root/usr/share/doc/adit/changelog.gz"
cp packaging/deb/lintian-overrides "$root/usr/share/lintian/overrides/adit"

for script in postinst prerm postrm; do
  cp "packaging/deb/$script" "$root/DEBIAN/$script"
done
echo /etc/adit/adit.toml >"$root/DEBIAN/conffiles"
sed -e "s/@VERSION@/$package_version/" -e "s/@ARCH@/$arch/" \
  -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f1)/" packaging/deb/control >"$root/DEBIAN/control"
(cd "$root" && find opt etc usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"

chmod -R u=rwX,go=rX "$root"
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm" "$root/DEBIAN/postrm"
# A pool's password may be written into it.
chmod 640 "$root/etc/adit/adit.toml"
find "$root" -exec touch -h -d "$timestamp" {} +

package=adit_${package_version}_$arch.deb
SOURCE_DATE_EPOCH=$(date -d "$timestamp" +%s) dpkg-deb --root-owner-group -Zgzip --build "$root" "$dist/$package"
(cd "$dist" && sha256sum "$package" >"$package.sha256")
rm -rf "$root"
