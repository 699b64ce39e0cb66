import { describe, expect, it } from 'vitest';
import { largestTableBytes, readTable, tableText, UnreadableTableError } from './CsvTable.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const linesOf = (file: Uint8Array) => readTable(tableText(file));
const cellsOf = (text: string) => linesOf(bytes(text)).map(({ cells }) => cells);

describe('a table somebody saved', () => {
  it.each([
    ['with commas', 'a,b\n1,2'],
    ['with semicolons', 'a;b\r\n1;2\r\n'],
    ['with tabs', 'a\tb\n1\t2'],
    ['with a byte order mark', '\uFEFFa,b\n1,2'],
    ['with quotes and spaces', '"a" , b\n"1",2 \n'],
  ])('is read %s', (_, text) => {
    expect(cellsOf(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('is read as Excel saves "Unicode text"', () => {
    const utf16 = Buffer.from('\uFEFFa\tb\n1\té', 'utf16le');
    expect(linesOf(utf16).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', 'é'],
    ]);
  });

  it('keeps long numbers whole, and tells lines as an editor does', () => {
    const text = 'order,tracking\n\nROL-1,"=""0034043416"""\n,\nROL-2,\'0099\n';
    expect(linesOf(bytes(text))).toEqual([
      { line: 1, cells: ['order', 'tracking'] },
      { line: 3, cells: ['ROL-1', '0034043416'] },
      { line: 5, cells: ['ROL-2', '0099'] },
    ]);
  });

  it('is refused when it is too large, a workbook or no text', () => {
    const refused = ['a'.repeat(largestTableBytes + 1), 'PK\u0003\u0004', 'a\0b', 'a,b\n"1,2\n'];
    for (const text of refused) expect(() => linesOf(bytes(text))).toThrow(UnreadableTableError);
  });
});
