/**
 * Compares the marketing events with what was published in docs/klaviyo-events.json. `--write` publishes what the code has,
 * unless that breaks a flow; `--published FILE` compares with another file.
 */
import * as fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { breaksOf, type Catalogue, currentCatalogue } from './event-catalogue.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean' }, published: { type: 'string' } } });
const file = values.published ?? path.join(path.dirname(import.meta.dirname), 'docs/klaviyo-events.json');

function findings(): string[] {
  const current = currentCatalogue();
  const written = `${JSON.stringify(current, null, 2)}\n`;
  const published = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
  const breaks = published === null ? [] : breaksOf(JSON.parse(published) as Catalogue, current);
  if (breaks.length > 0) return breaks;
  if (values.write) fs.writeFileSync(file, written);
  else if (published !== written) return [`${path.basename(file)} is out of date: npm run klaviyo:catalogue`];
  return [];
}

const found = findings();
for (const finding of found) console.log(finding);
if (found.length > 0) process.exitCode = 1;
