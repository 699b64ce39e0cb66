/** `npm run privacy:export`: everything that is kept about a person, as one JSON file; see docs/operations.md. */
import { writeFileSync } from 'node:fs';
import { exportPerson } from '#services/console/export-person.ts';
import { readPerson, runPrivacy, tellFailure, UsageError } from './privacy/run-privacy.ts';

const usage = `Usage: npm run privacy:export -- --email somebody@example.com --out somebody.json
  --email <address>  whose data
  --out <path>       the file to write, which must not be there yet; only you can read it`;

await tellFailure(async () => {
  const { email, given } = readPerson(usage, { out: { type: 'string' } });
  const { out } = given;
  if (typeof out !== 'string' || out === '') throw new UsageError(usage);
  await runPrivacy('privacy:export', async (app, operator) => {
    const exported = await exportPerson(app, operator, email);
    writeFileSync(out, `${JSON.stringify(exported, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    console.log(
      `${exported.orders.length} orders and ${exported.other_events.length} other events are in ${out}.`,
    );
  });
});
