/** `npm run bench:console -- --database=postgres://…`: how long the lists and figures of the console take on a big database, and how it finds them. */
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import type { TableName } from '#domain/changes.ts';
import { addFigures } from '#domain/figures.ts';
import { overviewWindows, spansOf, type WindowName } from '#domain/overview.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import { countFigures } from '#services/count-figures.ts';
import { readWaiting } from '#services/read-signs.ts';
import { rollUpFigures } from '#services/roll-up-figures.ts';
import { consoleQueries } from './console-queries.ts';
import { askedByLists, tablesReadInVain } from './query-plans.ts';

const { database } = parseArgs({ options: { database: { type: 'string' } } }).values;
if (!database) throw new TypeError('Usage: npm run bench:console -- --database=postgres://…');

const runs = 5;
const limitMs = 500;

/** The median of a few runs after a first one, milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  await work();
  const took: number[] = [];
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now();
    await work();
    took.push(performance.now() - startedAt);
  }
  return took.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

const store = createPostgresStore({ url: database });
const sql = postgres(database, { max: 1, onnotice: () => {} });
const now = new Date();
const app = { store, clock: { now: () => now } };
let misses = 0;

function report(name: string, ms: number, scanned: readonly string[] = []): void {
  const isFine = ms <= limitMs && scanned.length === 0;
  if (!isFine) misses += 1;
  console.log(
    `| ${name} | ${ms.toFixed(1)} ms | ${scanned.length === 0 ? 'by index' : `reads in vain in ${scanned.join(', ')}`} | ${isFine ? 'yes' : 'NO'} |`,
  );
}

try {
  console.log('| What | Median | How | ≤ 500 ms |\n| --- | ---: | --- | --- |');
  const questions = await askedByLists(now);
  for (const { name, table, query } of consoleQueries(now)) {
    const asked = { ...query, limit: 50 } as Parameters<typeof store.list<TableName>>[1];
    const inVain = [];
    for (const question of questions.get(name) ?? []) inVain.push(...(await tablesReadInVain(sql, question)));
    report(name, await timed(() => store.list<TableName>(table, asked)), inVain);
  }
  const startedAt = performance.now();
  const rolledUp = await rollUpFigures({ ...app, clock: { now: () => new Date() } }, { budgetSeconds: 600 });
  const seconds = (performance.now() - startedAt) / 1000;
  for (const window of Object.keys(overviewWindows) as WindowName[]) {
    const { period } = overviewWindows[window];
    const spans = spansOf(window, now);
    const count = async () =>
      addFigures(
        (await Promise.all([spans.current, spans.before].map((span) => countFigures(app, period, span))))
          .flat()
          .map(({ figures }) => figures),
      );
    report(`overview, ${window}`, await timed(count));
  }
  report('what needs a person', await timed(() => readWaiting(app)));
  console.log(
    `\n${rolledUp.hours} hours and ${rolledUp.days} days were added up in ${seconds.toFixed(1)} s.`,
  );
} finally {
  await Promise.all([store.close(), sql.end()]);
}
if (misses > 0) process.exitCode = 1;
