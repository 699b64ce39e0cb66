/** Compares what the stores know about the tables with the schema; `--write` writes it down anew. */
import * as fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readShapes } from '#models/read-shapes.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
const file = path.join(path.dirname(import.meta.dirname), 'src/models/table-shapes.json');
const generated = 'from src/models/Schema.ts by `npm run db:generate`; do not edit';

/** Lists of words and what holds nothing deeper in one line: a column or a key that changed is a line that changed. */
const onOneLine = (json: string): string =>
  [/\[[^[\]{}]*\]/g, /\{[^{}]*\}/g].reduce(
    (text, leaf) => text.replace(leaf, (found) => found.replace(/\s+/g, ' ')),
    json,
  );
const wanted = `${onOneLine(JSON.stringify({ generated, tables: readShapes() }, null, 2))}\n`;

if (values.write) fs.writeFileSync(file, wanted);
else if (fs.readFileSync(file, 'utf8') !== wanted) {
  console.log(`${path.basename(file)} does not match the schema: npm run db:generate`);
  process.exitCode = 1;
}
