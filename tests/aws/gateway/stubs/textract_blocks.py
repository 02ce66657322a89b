"""Textract's block model from lines and tables: PAGE, LINE, WORD, LAYOUT_*, TABLE, CELL, joined by ids."""

import hashlib


def _box(left, top, width, height):
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    return {"BoundingBox": {"Width": width, "Height": height, "Left": left, "Top": top}, "Polygon": [{"X": x, "Y": y} for x, y in corners]}


class _Page:
    def __init__(self, number, features):
        self.number, self.features, self.blocks, self.children, self.top = number, features, [], [], 0.05

    def add(self, kind, geometry, children=(), **more):
        name = hashlib.sha256(f"{self.number}/{len(self.blocks)}".encode()).hexdigest()
        block = {"BlockType": kind, "Id": f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:32]}", "Geometry": geometry,
                 "Page": self.number, **more}
        if children:
            block["Relationships"] = [{"Type": "CHILD", "Ids": list(children)}]
        self.blocks.append(block)
        return block["Id"]

    def words(self, text, left, top, width, height, confidence):
        ids, parts = [], text.split()
        step = width / max(1, len(text))
        at = 0
        for part in parts:
            at = text.index(part, at)
            ids.append(self.add("WORD", _box(left + at * step, top, len(part) * step, height), Confidence=confidence, Text=part, TextType="PRINTED"))
            at += len(part)
        return ids

    def line(self, line):
        line = {"text": line} if isinstance(line, str) else line
        text, confidence = line["text"], float(line.get("confidence", 99.5))
        width = min(0.9, 0.009 * len(text))
        words = self.words(text, 0.05, self.top, width, 0.015, confidence)
        geometry = _box(0.05, self.top, width, 0.015)
        made = self.add("LINE", geometry, words, Confidence=confidence, Text=text)
        self.children.append(made)
        if "LAYOUT" in self.features:
            self.children.append(self.add(f"LAYOUT_{line.get('layout', 'TEXT')}", geometry, [made], Confidence=confidence))
        self.top += 0.02

    def table(self, rows):
        cells, lines, first_top = [], [], self.top
        columns = max(len(row) for row in rows)
        for row, texts in enumerate(rows, 1):
            for column, text in enumerate(texts, 1):
                left, width = 0.05 + 0.9 * (column - 1) / columns, 0.9 / columns
                words = self.words(text, left, self.top, min(width, 0.009 * max(1, len(text))), 0.015, 99.0)
                if words:
                    lines.append(self.add("LINE", _box(left, self.top, width, 0.015), words, Confidence=99.0, Text=text))
                more = {"EntityTypes": ["COLUMN_HEADER"]} if row == 1 else {}
                cells.append(self.add("CELL", _box(left, self.top, width, 0.018), words, Confidence=98.0, RowIndex=row, ColumnIndex=column,
                                      RowSpan=1, ColumnSpan=1, **more))
            self.top += 0.02
        geometry = _box(0.05, first_top, 0.9, self.top - first_top)
        self.children += lines
        if "TABLES" in self.features:
            self.children.append(self.add("TABLE", geometry, cells, Confidence=98.0, EntityTypes=["STRUCTURED_TABLE"]))
        else:
            self.blocks = [block for block in self.blocks if block["BlockType"] != "CELL"]
        if "LAYOUT" in self.features:
            self.children.append(self.add("LAYOUT_TABLE", geometry, lines, Confidence=98.0))


def blocks_of(pages, features):
    blocks = []
    for number, lines in enumerate(pages, 1):
        page = _Page(number, features)
        for line in lines:
            page.table(line) if isinstance(line, list) else page.line(line)
        page.add("PAGE", _box(0.0, 0.0, 1.0, 1.0), page.children)
        # The page comes first, then its lines, then the rest, as in the service's answers.
        order = {"PAGE": 0, "LINE": 1, "WORD": 2}
        blocks += sorted(page.blocks, key=lambda block: order.get(block["BlockType"], 3))
    return blocks
