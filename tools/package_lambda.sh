#!/usr/bin/env bash
# Make the zip of the Lambda functions (runtime provided.al2023) from built programs.
#
#   tools/package_lambda.sh [--binaries FOLDER] [--out FILE.zip]
#
# Amazon Linux 2023 has an older C library than Debian 12, so the zip brings its own loader and every library: the programs are told to find
# them under /var/task, where Lambda unpacks a zip. Fonts and certificates go with them. The architecture is that of the programs: build on
# an arm64 machine for functions of that kind. Same programs, same bytes. Prints sizes. Needs patchelf.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binaries=$root/build/release/bin
out=$root/build/lambda/bespoke.zip
while (($#)); do
    case $1 in
        --binaries) binaries=$2 ;;
        --out) out=$2 ;;
        *) sed -n '2,9p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done

task=/var/task  # where Lambda unpacks a zip
font_families=(truetype/crosextra truetype/liberation truetype/dejavu)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

copy_programs() {
    install -D -m 755 "$binaries/bespoke" "$stage/bootstrap"
    install -D -m 755 "$binaries/reader" "$stage/reader"
    strip "$stage/bootstrap" "$stage/reader"
}

copy_libraries() {  # what the programs are linked with, all the way down; the kernel's own "library" is no file
    mkdir -p "$stage/lib"
    local library
    ldd "$binaries/bespoke" "$binaries/reader" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u | while read -r library; do
        install -m 755 "$(readlink -f "$library")" "$stage/lib/$(basename "$library")"
        strip --strip-unneeded "$stage/lib/$(basename "$library")"
    done
    # Names are looked up by these, which nothing is linked with.
    local c_library
    c_library=$(dirname "$(ldd "$binaries/bespoke" | awk '$1 == "libc.so.6" { print $3 }')")
    for library in libnss_dns.so.2 libnss_files.so.2 libresolv.so.2; do
        [[ ! -e $c_library/$library ]] || install -m 755 "$(readlink -f "$c_library/$library")" "$stage/lib/$library"
    done
}

point_to_libraries() {
    local loader program
    loader=$(patchelf --print-interpreter "$binaries/bespoke")
    install -m 755 "$(readlink -f "$loader")" "$stage/lib/$(basename "$loader")"
    for program in bootstrap reader; do
        # DT_RPATH counts for the libraries' own libraries, too.
        patchelf --set-interpreter "$task/lib/$(basename "$loader")" --force-rpath --set-rpath "$task/lib" "$stage/$program"
    done
}

copy_fonts() {
    mkdir -p "$stage/etc"
    cp -rL /etc/fonts "$stage/etc/fonts"
    rm -rf "$stage/etc/fonts/conf.avail"
    local family
    for family in "${font_families[@]}"; do
        install -d "$stage/fonts/$(basename "$family")"
        install -m 644 "/usr/share/fonts/$family"/*.ttf "$stage/fonts/$(basename "$family")/"
    done
    # The rules of this machine, so that text is laid out as it is here; only the places differ.
    cat >"$stage/etc/fonts/fonts.conf" <<CONF
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>$task/fonts</dir>
  <cachedir>/tmp/fontconfig</cachedir>
  <include ignore_missing="yes">conf.d</include>
</fontconfig>
CONF
}

copy_certificates() { install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$stage/etc/ca-certificates.crt"; }

write_zip() {
    mkdir -p "$(dirname "$out")"
    rm -f "$out"
    # Without times and in order, so that the same files give the same zip.
    find "$stage" -exec touch --no-dereference --date=1980-01-01T12:00:00Z {} +
    (cd "$stage" && find . -type f -printf '%P\n' | LC_ALL=C sort | TZ=UTC zip --quiet -X -9 -@ "$out")
}

copy_programs
copy_libraries
point_to_libraries
copy_fonts
copy_certificates
write_zip
unpacked=$(du --summarize --bytes "$stage" | cut -f1)
# Lambda's own bounds: 50 MB sent at once, 250 MB unpacked.
printf '%s: %d MB, %d MB unpacked (of 250), %s, sha256 %s\n' "$out" $(($(stat -c %s "$out") / 1000000)) $((unpacked / 1000000)) \
    "$(uname -m)" "$(sha256sum "$out" | cut -c1-16)"
((unpacked < 250000000)) || { echo "Lambda takes no more than 250 MB unpacked" >&2; exit 1; }
