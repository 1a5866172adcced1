"""Edits a workbook in LibreOffice, as a person would: `edit_workbook.py PROFILE LIST`, where each line of the list is a step.

The fields of a step have tabs between them; `¶` is a line end.
"""

import subprocess
import sys
import time

try:
    import uno
except ImportError:
    sys.exit(77)

from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.table import TableSortField


def named(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


class Workbook:
    def __init__(self, desktop):
        self.desktop = desktop
        self.book = None

    def open(self, path):
        url = uno.systemPathToFileUrl(path)
        self.book = self.desktop.loadComponentFromURL(url, "_blank", 0, named(Hidden=True))

    def save(self, path, filter_name):
        self.book.storeToURL(uno.systemPathToFileUrl(path), named(FilterName=filter_name))

    def close(self):
        self.book.close(True)

    # Places.

    def sheet(self, name):
        return self.book.Sheets.getByName(name)

    def end(self, name):
        cursor = self.sheet(name).createCursor()
        cursor.gotoEndOfUsedArea(False)
        return cursor.RangeAddress

    def heads(self, name):
        end = self.end(name).EndColumn
        for row in range(10):
            words = [self.sheet(name).getCellByPosition(c, row).String for c in range(end + 1)]
            if "Key" in words:
                return row, words
        raise SystemExit(f"{name}: no heads")

    def column(self, name, head):
        return self.heads(name)[1].index(head)

    def row(self, name, key):
        keys = self.column(name, "Key")
        for row in range(self.end(name).EndRow + 1):
            if self.sheet(name).getCellByPosition(keys, row).String == key:
                return row
        raise SystemExit(f"{name}: no row {key}")

    def cell(self, name, key, head):
        return self.sheet(name).getCellByPosition(self.column(name, head), self.row(name, key))

    def table(self, name):
        end = self.end(name)
        heads = self.heads(name)[0]
        return self.sheet(name).getCellRangeByPosition(0, heads, end.EndColumn, end.EndRow)

    # What people do.

    def write(self, name, key, head, text):
        self.cell(name, key, head).String = text

    def date(self, name, key, head, text, form=""):
        """A date cell, shown in that form; without one, a date that has lost its form."""
        cell = self.cell(name, key, head)
        cell.setFormula(text)
        if form:
            formats = self.book.NumberFormats
            known = formats.queryKey(form, Locale("en", "", ""), False)
            cell.NumberFormat = known if known != -1 else formats.addNew(form, Locale("en", "", ""))

    def comment(self, name, key, head, text):
        at = self.cell(name, key, head).CellAddress
        self.sheet(name).Annotations.insertNew(at, text)

    def comment_at(self, name, place, text):
        at = self.sheet(name).getCellRangeByName(place).getCellByPosition(0, 0).CellAddress
        self.sheet(name).Annotations.insertNew(at, text)

    def colour(self, name, key, head):
        self.cell(name, key, head).CellBackColor = 0xFFC800

    def bold(self, name, key, head):
        self.cell(name, key, head).CharWeight = 150.0

    def at(self, name, place, text):
        self.sheet(name).getCellRangeByName(place).getCellByPosition(0, 0).String = text

    def under(self, name, head, text):
        """In the first row below the table, or in the row that was begun there."""
        row = self.end(name).EndRow
        column = self.column(name, head)
        begun = self.sheet(name).getCellByPosition(self.column(name, "Key"), row).String == ""
        empty = self.sheet(name).getCellByPosition(column, row).String == ""
        self.sheet(name).getCellByPosition(column, row if begun and empty else row + 1).String = text

    def hide(self, name, head):
        self.sheet(name).Columns.getByIndex(self.column(name, head)).IsVisible = False

    def delete(self, name, key):
        self.sheet(name).Rows.removeByIndex(self.row(name, key), 1)

    def insert(self, name, row):
        self.sheet(name).Rows.insertByIndex(int(row), 1)

    def join(self, name, first, last, head):
        column = self.column(name, head)
        rows = self.row(name, first), self.row(name, last)
        self.sheet(name).getCellRangeByPosition(column, rows[0], column, rows[1]).merge(True)

    def move(self, name, key, above):
        """Cuts a row out and puts it in above another one."""
        sheet = self.sheet(name)
        to = self.row(name, above)
        sheet.Rows.insertByIndex(to, 1)
        row = self.row(name, key)
        cut = sheet.getCellRangeByPosition(0, row, self.end(name).EndColumn, row)
        sheet.moveRange(sheet.getCellByPosition(0, to).CellAddress, cut.RangeAddress)
        sheet.Rows.removeByIndex(row, 1)

    def sort(self, name, head):
        field = TableSortField(Field=self.column(name, head), IsAscending=False)
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        self.table(name).sort(named(SortFields=fields, ContainsHeader=True))

    def filter(self, name, head, text):
        field = TableFilterField(
            Field=self.column(name, head), Operator=EQUAL, IsNumeric=False, StringValue=text
        )
        table = self.table(name)
        how = table.createFilterDescriptor(True)
        how.ContainsHeader = True
        how.setFilterFields((field,))
        table.filter(how)


def main(profile, steps):
    pipe = f"edit{abs(hash(profile))}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    remote = None
    for _ in range(600):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.2)
    desktop = remote.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    workbook = Workbook(desktop)
    try:
        with open(steps, encoding="utf-8") as lines:
            for line in lines:
                verb, *fields = line.rstrip("\n").split("\t")
                getattr(workbook, verb)(*(field.replace("¶", "\n") for field in fields))
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(60)


main(sys.argv[1], sys.argv[2])
