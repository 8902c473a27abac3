"""What the joined file says of itself: title, language, day and the standards it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from campaign.letters.writers.joining.outline import pdf_string

if TYPE_CHECKING:
    from datetime import date

CREATOR: Final = "Typst"
_XMP: Final = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>\
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{author}\
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
<dc:format>application/pdf</dc:format><xmp:CreatorTool>{creator}</xmp:CreatorTool>\
<xmp:CreateDate>{day}T00:00:00+00:00</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00+00:00</xmp:ModifyDate>\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part Number of ISO 14289 (PDF/UA)</pdfaProperty:description>\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
_AUTHOR: Final = "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"


@dataclass(frozen=True, slots=True)
class About:
    """The title, the author where there is one for all, the language's tag (`en-GB`), and the day."""

    title: str
    author: str
    language: str
    day: date

    def information(self) -> bytes:
        """The file's information dictionary."""
        day = f"D:{self.day:%Y%m%d}000000Z"
        author = b"/Author" + pdf_string(self.author) if self.author else b""
        return b"<</Title%b%b/Creator%b/CreationDate(%b)/ModDate(%b)>>" % (
            pdf_string(self.title),
            author,
            pdf_string(CREATOR),
            day.encode(),
            day.encode(),
        )

    def metadata(self) -> bytes:
        """The same as XMP, with the standards that the file keeps: PDF/A-2a and PDF/UA-1."""
        return _XMP.format(
            title=escape(self.title),
            author=_AUTHOR.format(author=escape(self.author)) if self.author else "",
            language=escape(self.language),
            creator=CREATOR,
            day=self.day.isoformat(),
        ).encode()
