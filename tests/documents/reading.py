"""What a reader sees in a DOCX: its text, line by line, cells divided by bars."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = [
            "word/document.xml",
            *sorted(name for name in package.namelist() if name.startswith("word/footer")),
        ]
        roots = [etree.fromstring(package.read(name)) for name in names]
    return "\n".join(line for root in roots for line in lines(root)) + "\n"


def lines(root: etree._Element) -> list[str]:
    found: list[str] = []
    for element in root.iter(f"{W}p", f"{W}tr"):
        inside_row = next(element.iterancestors(f"{W}tr"), None) is not None
        if element.tag == f"{W}tr":
            found.append(
                " | ".join(
                    " / ".join(map(words, cell.iter(f"{W}p"))) for cell in element.iter(f"{W}tc")
                )
            )
        elif not inside_row:
            found.append(words(element))
    return [line for line in found if line.strip(" |")]


def words(paragraph: etree._Element) -> str:
    return "".join(
        node.text or "" if node.tag == f"{W}t" else "\t"
        for node in paragraph.iter(f"{W}t", f"{W}tab")
        if _is_text(node)
    )


def _is_text(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{W}r"
