/** `npm run soak:klaviyo`: a backlog, processes that are killed while they drain it, and a Klaviyo that fails in every way it can. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase, startPostgres } from '#scripts/postgres.ts';
import { runMain, SetupError } from '#scripts/setup-error.ts';
import { type SoakResult, soakKlaviyo } from './run.ts';

const usage = 'Usage: npm run soak:klaviyo -- [--messages=10000] [--seed=7] [--kills=5] [--workers=3]';
/** Klaviyo's own limits for events. https://developers.klaviyo.com/en/reference/create_event */
const limits = { perSecond: 350, perMinute: 3_500 };
const faults = { errorRate: 0.01, hangRate: 0.0005, loseAnswerRate: 0.01 };

function termsFrom(argv: readonly string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const options = { messages: text('10000'), seed: text('7'), kills: text('5'), workers: text('3') };
  const { values } = parseArgs({ args: [...argv], options });
  const number = (name: keyof typeof options, least: number): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= least) return value;
    throw new SetupError(`--${name} must be a whole number of at least ${least}.\n${usage}`);
  };
  return {
    messages: number('messages', 1),
    seed: number('seed', 0),
    kills: number('kills', 0),
    workers: number('workers', 1),
  };
}

/** What must hold, one sentence each where it does not. */
function failuresOf({ missing, strange, repeated, unfinished, ...result }: SoakResult): string[] {
  const { seconds, leastSeconds, throttled, calls } = result;
  return [
    ...(missing + strange + repeated + unfinished > 0 ? ['What arrived is not what was owed.'] : []),
    ...(seconds > 1.1 * leastSeconds ? ['It took longer than 1.1 times what the limit allows.'] : []),
    ...(throttled >= 0.001 * calls ? ['One call in a thousand or more was throttled.'] : []),
  ];
}

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const terms = { ...termsFrom(process.argv.slice(2)), limits, faults };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-soak-klaviyo-'));
  // The database server may run as another user, who has to be able to enter.
  fs.chmodSync(folder, 0o711);
  const server = await startPostgres({ dataDir: path.join(folder, 'data') });
  try {
    const url = await createDatabase(server.url(), 'soak');
    const env = { ...process.env, DATABASE_URL: url };
    const migrated = spawnSync(process.execPath, ['src/commands/migrate.ts'], { env, encoding: 'utf8' });
    if (migrated.status !== 0)
      throw new Error(`The migrations failed:\n${migrated.stdout}${migrated.stderr}`);
    const result = await soakKlaviyo(terms, { kind: 'Postgres', url });
    say(JSON.stringify({ seed: terms.seed, ...result }, null, 2));
    const failures = failuresOf(result);
    for (const failure of failures) say(failure);
    if (failures.length > 0) process.exitCode = 2;
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(main);
