"""Which files are taken, which are refused with a sentence, and what remains of those taken."""

import json
import subprocess
import sys
import time
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from frankpledge.attachments import verdicts
from frankpledge.attachments.sorts import Sort
from frankpledge.attachments.verdicts import look_at
from tests.attachments import corpus

TOKEN = "6f1b2c3d4e5f60718293a4b5c6d7e8f9"
HOSTILE = list(corpus.hostile())
SORTS = {
    "photo.jpg": Sort.JPEG,
    "screen.png": Sort.PNG,
    "web.webp": Sort.WEBP,
    "paper.pdf": Sort.PDF,
    "letter.docx": Sort.DOCX,
    "sheet.xlsx": Sort.XLSX,
    "notes.txt": Sort.TEXT,
    "list.csv": Sort.CSV,
}


@pytest.mark.parametrize("name", SORTS)
def test_each_sort_on_the_list_is_taken_by_its_content(name):
    content = corpus.honest()[name]

    assert look_at(content, name).sort == SORTS[name]
    assert look_at(content, "no ending").is_accepted


def test_the_corpus_is_large_and_no_case_is_there_twice():
    cases = [case for case, _, _ in HOSTILE]

    assert len(HOSTILE) >= 200
    assert len(set(cases)) == len(cases)


@pytest.mark.parametrize(("case", "name", "content"), HOSTILE, ids=[case for case, _, _ in HOSTILE])
def test_what_cannot_be_held_is_refused_with_a_sentence_within_a_second(case, name, content):
    began = time.process_time()

    verdict = look_at(content, name)

    assert not verdict.is_accepted
    assert len(verdict.refusal) > 20
    assert verdict.clean == b""
    assert verdict.words == ""
    assert time.process_time() - began < 1


def test_every_honest_file_damaged_at_any_byte_is_taken_or_refused_and_never_a_fault():
    for name, whole in corpus.honest(TOKEN).items():
        step = max(1, len(whole) // 60)
        for place in range(0, len(whole), step):
            broken = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
            verdict = look_at(broken, name)
            assert verdict.is_accepted == bool(verdict.clean)


BOMBS = [case for case, _, _ in HOSTILE if "bomb" in case or "flood" in case or "swell" in case]
IN_A_PROGRAM_OF_ITS_OWN = """
import json, resource, sys
from frankpledge.attachments.verdicts import look_at
from pathlib import Path
look_at(Path(sys.argv[1]).read_bytes(), "warm.pdf")
contents = {path: Path(path).read_bytes() for path in sys.argv[1:]}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path, content in contents.items():
    assert not look_at(content, path).is_accepted or path == sys.argv[1]
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Memory is measured as Linux counts it")
def test_no_bomb_takes_more_than_64_megabytes(tmp_path):
    paths = [tmp_path / "warm.pdf"]
    paths[0].write_bytes(corpus.pdf())
    for number, (case, name, content) in enumerate(HOSTILE):
        if case in BOMBS:
            paths.append(tmp_path / f"{number}.{name.rpartition('.')[2]}")
            paths[-1].write_bytes(content)

    ran = subprocess.run(
        [sys.executable, "-c", IN_A_PROGRAM_OF_ITS_OWN, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert len(paths) > 12
    assert json.loads(ran.stdout) <= 64 * 1024


@pytest.mark.parametrize("name", [name for name in SORTS if name not in ("notes.txt", "list.csv")])
def test_nothing_that_names_a_maker_is_left(name):
    content = corpus.honest(TOKEN)[name]
    assert holds(content, TOKEN), "the file says nothing of its maker to begin with"

    verdict = look_at(content, name)

    assert verdict.is_accepted
    assert not holds(verdict.clean, TOKEN)
    assert TOKEN not in verdict.words


def holds(content: bytes, token: str, depth: int = 0) -> bool:
    """Whether *token* is in a file, however it is packed or written."""
    if any(form in content for form in (token.encode(), token.encode("utf-16-be"))):
        return True
    if depth > 2:
        return False
    if content.startswith(b"PK"):
        import zipfile

        with zipfile.ZipFile(BytesIO(content)) as archive:
            return token.encode() in archive.comment or any(
                token in entry.filename or holds(archive.read(entry), token, depth + 1)
                for entry in archive.infolist()
            )
    if content.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(content)) as paper:
            return any(
                holds(bytes(each.unparse()), token, depth + 1)
                or (
                    isinstance(each, pikepdf.Stream)
                    and holds(each.read_raw_bytes(), token, depth + 1)
                )
                for each in paper.objects
            )
    return False


def test_what_is_seen_is_left_as_it_was():
    picture = Image.open(BytesIO(look_at(corpus.png(), "a.png").clean))
    assert picture.size == (40, 24)
    assert picture.getpixel((1, 1)) == (200, 40, 40)

    letter = look_at(corpus.docx(words="Blue van at noon"), "a.docx")
    assert "Blue van at noon now" in look_at(letter.clean, "a.docx").words

    paper = look_at(corpus.pdf(words="Blue van at noon", pages=3), "a.pdf")
    with pikepdf.open(BytesIO(paper.clean)) as opened:
        assert len(opened.pages) == 3
    assert look_at(paper.clean, "a.pdf").words.count("Blue van at noon") == 3


def test_a_photo_is_turned_upright_before_it_forgets_how_it_was_held():
    lying = corpus.jpeg(turned=6)

    assert Image.open(BytesIO(look_at(lying, "a.jpg").clean)).size == (24, 40)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "1", "CMYK", "I;16", "LA"])
def test_pictures_of_every_depth_are_taken(mode):
    kept = BytesIO()
    sort = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (8, 8)).save(kept, sort)

    assert look_at(kept.getvalue(), "").is_accepted


def test_exactly_forty_million_dots_are_enough():
    assert "40 million" in look_at(corpus.flood(8_000, 5_001), "a.png").refusal
    assert "40 million" not in look_at(corpus.flood(8_000, 5_000), "a.png").refusal


def test_five_hundred_pages_are_taken():
    assert look_at(corpus.pdf(pages=500), "a.pdf").is_accepted


@pytest.mark.parametrize("case", corpus.harmless_doubles())
def test_nothing_is_left_of_the_second_of_two_files_in_one(case):
    name, content = corpus.harmless_doubles()[case]

    verdict = look_at(content, name)

    assert verdict.is_accepted
    assert b"canary" not in verdict.clean
    assert not holds(verdict.clean, "canary")


def test_a_file_that_is_too_large_is_refused_by_its_length(monkeypatch):
    monkeypatch.setattr(verdicts, "LARGEST_BYTES", 10)

    assert "50 MB" in look_at(b"eleven byte", "a.txt").refusal
    assert look_at(b"ten bytes!", "a.txt").is_accepted


@pytest.mark.parametrize(
    "words",
    ["BMW parked by the shop", "MZ12 was on the door", "ID3 was the code", "café", "naïve\ttabs"],
)
def test_words_that_begin_as_something_else_does_are_words(words):
    assert look_at(words.encode(), "a.txt").words == words
    assert look_at(words.encode("cp1252"), "a.txt").words == words


def test_links_in_a_letter_stay_links():
    relation = (
        '<Relationship Id="r" Type="http://a/hyperlink" Target="https://example.org/" '
        'TargetMode="External"/>'
    )

    assert look_at(corpus.docx(relations=relation), "a.docx").is_accepted


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", corpus.docx(words="TOP </w:t></w:r><w:r><w:t>SECRET")),
        (
            "b.docx",
            corpus.docx(
                more={
                    "word/header1.xml": '<h xmlns:v="v"><v:textpath string="TOP SECRET"/></h>',
                }
            ),
        ),
        (
            "c.xlsx",
            corpus.xlsx(
                more={
                    "xl/worksheets/sheet2.xml": "<w><oddHeader>&amp;CTOP SECRET</oddHeader></w>",
                }
            ),
        ),
        ("d.pdf", corpus.pdf(words="TOP SECRET")),
        ("e.xlsx", corpus.xlsx(words="TOP SECRET")),
        ("f.txt", b"TOP SECRET"),
    ],
    ids=["runs", "watermark", "page header", "paper", "cell", "text"],
)
def test_a_marking_is_read_wherever_it_stands_in_a_file(name, content):
    assert "TOP SECRET" in look_at(content, name).words


def test_the_words_of_a_font_with_a_table_of_its_own_are_read():
    def change(made: pikepdf.Pdf) -> None:
        table = made.make_stream(
            b"1 beginbfrange <0001> <001A> <0041> endbfrange 1 beginbfchar <0030> <0020> endbfchar"
        )
        made.pages[0].obj.Resources.Font.F1 = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, ToUnicode=table
        )
        codes = "".join(
            f"{ord(letter) - 64:04x}" if letter != " " else "0030" for letter in "UK SECRET"
        )
        made.pages[0].obj.Contents = made.make_stream(
            f"BT /F1 9 Tf 1 0 0 1 9 9 Tm <{codes}> Tj ET".encode()
        )

    assert "UK SECRET" in look_at(corpus.pdf_that(change), "a.pdf").words
