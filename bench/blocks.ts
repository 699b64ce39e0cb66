/** Two servers measured side by side: in blocks that take turns, so that whatever else the machine does hits both. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Source } from './deliveries.ts';
import { connections, type Loaded, load } from './load.ts';

export type Contestant = {
  readonly name: string;
  readonly url: string;
  readonly source: Source;
  /** Whether its answers are 2xx or 400 and above. */
  readonly answers: 'accepted' | 'refused';
  /** Rows that stand for one accepted request each; absent when nothing is written. */
  readonly countRows?: () => Promise<number>;
};

export type Pace = {
  readonly blockSeconds: number;
  readonly warmUpSeconds: number;
  /** How often A B B A is gone through. */
  readonly rounds: number;
  readonly folder: string;
};

export type Comparison = {
  /** Requests a second of the first ÷ those of the second, medians. */
  readonly ratio: number;
  readonly rates: readonly [number, number];
  /** Smallest and largest ratio of neighbouring blocks, for how noisy the run was. */
  readonly spread: readonly [number, number];
  readonly p50Ms: readonly [number, number];
};

/** Throws when a server answered anything else than expected, or wrote other rows than it answered for. */
export async function compare(a: Contestant, b: Contestant, pace: Pace): Promise<Comparison> {
  const rates = new Map<Contestant, number>();
  const run = async (contestant: Contestant, seconds: number): Promise<Loaded> => {
    const loaded = await measure(contestant, {
      seconds,
      folder: pace.folder,
      rate: rates.get(contestant) ?? 4000,
    });
    rates.set(contestant, loaded.rate);
    return loaded;
  };
  for (const contestant of [a, b]) {
    await knock(contestant);
    await run(contestant, pace.warmUpSeconds);
  }
  const pairs: { a: Loaded; b: Loaded }[] = [];
  for (let round = 0; round < pace.rounds; round++) {
    pairs.push({ a: await run(a, pace.blockSeconds), b: await run(b, pace.blockSeconds) });
    const second = await run(b, pace.blockSeconds);
    pairs.push({ a: await run(a, pace.blockSeconds), b: second });
  }
  const of = (side: 'a' | 'b', field: 'rate' | 'p50Ms') => median(pairs.map((pair) => pair[side][field]));
  const ratios = pairs.map((pair) => pair.a.rate / pair.b.rate);
  return {
    ratio: of('a', 'rate') / of('b', 'rate'),
    rates: [of('a', 'rate'), of('b', 'rate')],
    spread: [Math.min(...ratios), Math.max(...ratios)],
    p50Ms: [of('a', 'p50Ms'), of('b', 'p50Ms')],
  };
}

/** One request, however long it takes: the first one loads what a server loads late. */
async function knock({ url, source, name, answers }: Contestant): Promise<void> {
  const { body, signature } = source();
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  const { status } = await fetch(url, { method: 'POST', headers, body });
  if (status >= 400 !== (answers === 'refused')) throw new Error(`${name} answered ${status}.`);
}

type Block = { readonly seconds: number; readonly folder: string; readonly rate: number };

async function measure(contestant: Contestant, { seconds, folder, rate }: Block): Promise<Loaded> {
  const { url, source, countRows, answers, name } = contestant;
  const before = (await countRows?.()) ?? 0;
  const distinct = countRows !== undefined;
  const loaded = await load({ url, source, distinct, seconds, folder, expectedRate: rate });
  const expected = answers === 'accepted' ? 0 : loaded.answers;
  if (loaded.answers === 0 || loaded.refused !== expected || loaded.broken > 0) {
    throw new Error(`${name}: unexpected answers: ${JSON.stringify(loaded)}`);
  }
  if (countRows) await checkRows(name, loaded.answers, async () => (await countRows()) - before);
  return loaded;
}

/** What was under way when the load ended was written, too, and nobody waited for the answer: at most one per connection. */
async function checkRows(name: string, answers: number, written: () => Promise<number>): Promise<void> {
  await wait(200);
  const rows = await written();
  if (rows < answers || rows > answers + connections) {
    throw new Error(`${name}: ${answers} requests were accepted, but ${rows} rows were written.`);
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
