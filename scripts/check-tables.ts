/** Compares what the stores know about the tables with the schema; `--write` writes it down anew. */
import * as fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readShapes } from '#models/read-shapes.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
const file = path.join(path.dirname(import.meta.dirname), 'src/models/table-shapes.json');
const wanted = `${JSON.stringify(readShapes(), null, 2)}\n`;

if (values.write) fs.writeFileSync(file, wanted);
else if (fs.readFileSync(file, 'utf8') !== wanted) {
  console.log(`${path.basename(file)} does not match the schema: npm run db:generate`);
  process.exitCode = 1;
}
