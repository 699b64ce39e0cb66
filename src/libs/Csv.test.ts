import { expect, it } from 'vitest';
import { type CsvCell, csvResponse } from './Csv.ts';

async function fileOf(header: readonly string[], rows: Iterable<readonly CsvCell[]>): Promise<string> {
  const bytes = await csvResponse('rows', header, rows).bytes();
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

it('begins with a byte order mark and keeps every language', async () => {
  expect(await fileOf(['colour'], [['樱花粉']])).toBe('\uFEFFcolour\r\n樱花粉\r\n');
});

it('has its header when there is no row', async () => {
  expect(await fileOf(['a', 'b'], [])).toBe('\uFEFFa,b\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1'])(
  'takes the formula out of %j',
  async (cell) => {
    expect(await fileOf(['a'], [[cell]])).toContain(`'${cell}`);
  },
);

it('leaves numbers numbers, writes moments in ISO 8601, and nothing for null', async () => {
  const row = [-5, new Date('2026-11-28T10:00:00Z'), null, true];
  expect(await fileOf(['n', 't', 'z', 'b'], [row])).toContain('\r\n-5,2026-11-28T10:00:00.000Z,,true\r\n');
});

it('quotes what would end a cell early', async () => {
  expect(await fileOf(['a'], [['say "hi", then\nleave']])).toContain('"say ""hi"", then\nleave"');
});

it('breaks where its source breaks, so that nobody takes half a file for a whole one', async () => {
  async function* broken() {
    yield ['one'];
    throw new Error('the store is gone');
  }
  await expect(csvResponse('rows', ['a'], broken()).text()).rejects.toThrow();
});
