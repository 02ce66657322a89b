"""Writes files that no reader should accept, each by hand and from nothing but the standard library."""
import struct
import zipfile
import zlib

CONTENT_TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                 '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                 '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                 'wordprocessingml.document.main+xml"/></Types>')
RELATIONSHIPS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                 '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
                 'Target="word/document.xml"/></Relationships>')
BODY = ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p>'
        '</w:body></w:document>')
MEBIBYTE = 1024 * 1024


def empty(path):
    path.write_bytes(b"")


def blank(path):
    path.write_text(" \n\t\n \n")


def jpeg(path):
    path.write_bytes(bytes.fromhex("ffd8ffe000104a46494600010100004800480000ffdb004300") + bytes(64) + bytes.fromhex("ffd9"))


def binary(path):
    path.write_bytes(b"\x7fELF" + bytes(range(256)) * 64)


def endless_text(path):
    line = b"Managed a team of nine and kept the archive in order.\n"
    chunk = line * (MEBIBYTE // len(line))
    with open(path, "wb") as file:
        for _ in range(200):
            file.write(chunk)


def pdf(path, objects, trailer=b""):
    """Objects are numbered from 1; the first is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    path.write_bytes(out)


def stream(dictionary, data):
    packed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(packed), packed)


PAGE = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]


def scan(path):
    """One page that is nothing but a picture."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>"
    picture = stream(b"/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8",
                     bytes((x * y) % 256 for x in range(64) for y in range(64)))
    pdf(path, [*PAGE, page, stream(b"", b"595 0 0 842 0 0 cm /I Do"), picture])


def encrypted(path):
    """Wants a password: the keys of the standard handler (ISO 32000-1, 7.6.3) match no empty one."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    key = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >>" % (b"5a" * 32, b"c3" * 32)
    identity = b"/Encrypt 5 0 R /ID [<%s> <%s>]" % (b"01" * 16, b"01" * 16)
    pdf(path, [*PAGE, page, stream(b"", bytes(200)), key], identity)


def truncated(path, whole):
    """The first part of a good file, as a broken download leaves it."""
    path.write_bytes(whole.read_bytes()[:1500])


def docx(path, document):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", document)


def docx_bomb(path):
    docx(path, BODY.format(" " * (200 * MEBIBYTE)))


def docx_entity(path, secret):
    docx(path, f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>' + BODY.format("&x;"))


def docx_billion_laughs(path):
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha"}">' for i in range(12))
    docx(path, f"<!DOCTYPE d [{entities}]>" + BODY.format("&e11;"))


def lying_zip(path):
    """A local header that promises a part which is not there."""
    path.write_bytes(struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, 100, 100, 17, 0) + b"word/document.xml")
