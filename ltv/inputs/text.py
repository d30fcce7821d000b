"""The bytes of a delimited file as UTF-8, whatever their encoding and whether compressed; what is no text is refused.

The encoding is never guessed: a byte order mark decides, else the mapping, else the bytes must be valid UTF-8.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from pathlib import Path
from typing import IO, Any

from ltv.inputs.encodings import WESTERN, likely_encoding
from ltv.inputs.errors import InputError

BLOCK = 4 << 20  # bytes read at a time; no record may be longer
AT_LEAST = 1 << 16  # bytes asked of the file at a time

MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
SAVE_AS_CSV = "save it as CSV (UTF-8) under that name"
MAGIC = {
    b"PAR1": "is a Parquet file: name it .parquet",
    b"PK\x03\x04": "is a workbook or a zip archive: name it .xlsx if Excel opens it, else unpack it",
    b"\xd0\xcf\x11\xe0": f"is a workbook of Excel before 2007, or one with a password: {SAVE_AS_CSV}",
    b"%PDF": "is a PDF: export the rows as CSV",
    b"SQLite format 3": "is an SQLite database: export its table as CSV",
    b"BZh91AY&SY": "is compressed with bzip2: unpack it",
    b"\xfd7zXZ": "is compressed with xz: unpack it",
    b"(\xb5/\xfd": "is compressed with zstd: unpack it",
    codecs.BOM_UTF32_LE: f"is encoded in UTF-32: {SAVE_AS_CSV}",
}


class TextFile:
    """A readable file of UTF-8 bytes without a mark, for pyarrow and for the header.

    `read` never ends a block between a carriage return and its line feed: the streaming reader of pyarrow takes a
    line feed that begins a block for the rest of a line end, even inside quotes, and would drop it.
    Every block is checked: bytes that are not of the encoding, and NUL, raise InputError with the line.
    """

    closed = False

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self.path, self.name = path, path.name
        self.lines = 0  # line ends in the blocks before the current one
        self.quotes = self.blank_lines = False  # whether any was seen so far
        self.ended = False
        self.problem: InputError | None = None
        self._pending, self._tail = b"", b""
        self._last = b"\n"  # as if after a line end: a blank first line is seen
        meant = _known(encoding, self.name)
        self._file = self._open()
        start = self._raw(4)
        mark = next((m for m in MARKS if start.startswith(m) and not start.startswith(codecs.BOM_UTF32_LE)), b"")
        self.encoding = MARKS[mark] if mark else meant
        self.assumed = None if mark or encoding else "utf-8"
        self._start = start[len(mark) :]
        self._decoder = None if self.encoding == "utf-8" else codecs.getincrementaldecoder(self.encoding)()
        self._checker = codecs.getincrementaldecoder("utf-8")()

    # pyarrow asks these of a file
    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self.closed = True

    def __enter__(self) -> TextFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def end_with(self, tail: bytes) -> None:
        """Let the text end with `tail`, which the file does not hold."""
        self._tail = tail

    def push_back(self, block: bytes) -> None:
        """Let the next read begin with `block`, which was read already."""
        self._pending = block + self._pending

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none at the end: `size` of them (BLOCK where it is negative), or one less before a line feed.

        No block is much shorter before the end: pyarrow refuses a record that reaches over three blocks.
        """
        size = BLOCK if size < 0 else size
        while not self.ended and len(self._pending) < size:
            raw, self._start = self._start + self._raw(max(size - len(self._pending), AT_LEAST)), b""
            self.ended = not raw
            text = self._checked(raw)
            self._pending = self._pending + text if self._pending else text
        if self.ended:
            self._pending, self._tail = self._pending + self._tail, b""
        end = min(size, len(self._pending))
        if end > 1 and self._pending[end - 1 : end] == b"\r":
            end -= 1
        block, self._pending = self._pending[:end], self._pending[end:]
        return block

    def _checked(self, raw: bytes) -> bytes:
        try:
            text = self._decode(raw)
        except UnicodeDecodeError as error:
            raise self._remember(self._undecodable(raw, error)) from None
        if b"\0" in text:
            line = self.lines + _line_ends(text[: text.index(b"\0")]) + 1
            message = f"{self.name} holds a NUL byte in line {line}: the file is damaged or no text; export it again"
            least, most = sorted((text[0::2].count(0), text[1::2].count(0)))
            if self.encoding == "utf-8" and most > len(text) // 4 and least < most // 4:  # every other byte
                message = (
                    f"{self.name} is UTF-16 without a byte order mark, or no text: write `encoding: utf-16-le` "
                    "in the mapping, or save it as CSV (UTF-8)"
                )
            raise self._remember(InputError(message + "."))
        self.quotes |= b'"' in text
        if not self.blank_lines and text:
            self.blank_lines = _has_blank_line(self._last + text[:1]) or _has_blank_line(text)
            self._last = text[-1:]
        self.lines += _line_ends(text)
        return text

    def _decode(self, raw: bytes) -> bytes:
        if self._decoder is not None:
            return self._decoder.decode(raw, final=not raw).encode("utf-8")
        if not raw.isascii() or self._checker.getstate()[0] or not raw:
            self._checker.decode(raw, final=not raw)
        return raw

    def _undecodable(self, raw: bytes, error: UnicodeDecodeError) -> InputError:
        data = error.object
        line = self.lines + _line_ends(data[: error.start]) + 1
        byte = f"{data[error.start]:02X}"
        likely = likely_encoding(data[error.start :][:AT_LEAST]) or WESTERN
        around = data[max(error.start - 12, 0) : error.start + 12].decode(likely, "replace")
        seen = " ".join(around.split())
        if self.encoding != "utf-8" or self.assumed is None:
            return InputError(
                f"{self.name} is not {self.encoding}: line {line} has the byte {byte} (near {seen!r}); "
                "correct `encoding` in the mapping, or save the file as CSV (UTF-8)."
            )
        return InputError(
            f"{self.name} is not UTF-8: line {line} has the byte {byte} "
            f"(near {seen!r}, if it is {likely.capitalize()}); "
            f"write `encoding: {likely}` in the mapping if that reads right, or save the file as CSV (UTF-8)."
        )

    def _remember(self, problem: InputError) -> InputError:
        self.problem = problem  # pyarrow may wrap what a file raises
        return problem

    def _open(self) -> IO[bytes] | gzip.GzipFile:
        try:
            plain = self.path.open("rb")
        except PermissionError as error:
            raise InputError(f"{self.name} may not be read: give this user the right to read it.") from error
        except FileNotFoundError as error:
            raise InputError(f"{self.name} is not there any more.") from error
        start = plain.read(16)
        plain.seek(0)
        for magic, advice in MAGIC.items():
            if start.startswith(magic):
                plain.close()
                raise InputError(f"{self.name} {advice}.")
        if start.startswith(b"\x1f\x8b"):
            return _Unzipped(plain)
        return plain

    def _raw(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise self._remember(
                InputError(f"{self.name} is a damaged gzip file (cut off?): export or download it again.")
            ) from None
        except OSError as error:
            raise self._remember(InputError(f"{self.name} could not be read: {error.strerror}.")) from None


class _Unzipped(gzip.GzipFile):
    """A gzip file that closes the file below it too."""

    def __init__(self, below: IO[bytes]) -> None:
        super().__init__(fileobj=below)
        self._below = below

    def close(self) -> None:
        super().close()
        self._below.close()


def _known(encoding: str | None, name: str) -> str:
    """The codec that is meant. Raises InputError where Python knows none of that name."""
    if encoding is None:
        return "utf-8"
    try:
        found: Any = codecs.lookup(str(encoding).strip())
        "".encode(found.name)  # codecs that are no text encodings refuse
    except LookupError:
        raise InputError(
            f"`encoding` of {name} is {encoding!r}, which is none: write utf-8, utf-16-le, windows-1252, iso-8859-1, "
            "gb18030, shift_jis or another of Python's names."
        ) from None
    return "utf-8" if found.name in ("utf-8", "utf-8-sig", "ascii") else str(found.name)


def _has_blank_line(block: bytes) -> bool:
    return b"\n\n" in block or (b"\r" in block and (b"\n\r" in block or b"\r\r" in block))


def _line_ends(block: bytes) -> int:
    return block.count(b"\n") + (block.count(b"\r") - block.count(b"\r\n") if b"\r" in block else 0)
