import { type Comparison, type Contestant, compare } from '../blocks.ts';
import type { Database } from '../databases.ts';
import { forgedCheckouts, paidCheckouts } from '../deliveries.ts';
import { atLeast, type Result } from '../result.ts';
import { openSlowLine } from '../slow-line.ts';
import type { Stand } from '../stand.ts';

/** The whole pipeline behind a bare server against the least a handler can do, and forgeries against accepted events. */
export async function measurePipeline(stand: Stand): Promise<Result[]> {
  const ours = await stand.databases.migrated('pipeline');
  const bare = await stand.databases.withEvents('bare');
  const near = await contestants(stand, { ours, bare }, ['', ours.url, bare.url]);
  const nearby = await compare(near.ours, near.bare, stand.pace);
  const forged: Contestant = {
    name: 'forged',
    url: near.ours.url,
    source: forgedCheckouts,
    answers: 'refused',
  };
  const forgeries = await compare(forged, near.ours, stand.pace);

  const lines = [await openSlowLine(ours.url, delayMs), await openSlowLine(bare.url, delayMs)];
  const [ourLine, bareLine] = lines.map((line) => line.url);
  const far = await contestants(stand, { ours, bare }, ['-far', ourLine ?? '', bareLine ?? '']);
  const faraway = await compare(far.ours, far.bare, stand.pace);
  for (const line of lines) line.close();
  return [
    atLeast('pipeline ÷ HMAC + one INSERT, loopback', 0.8, nearby.ratio, describe(nearby)),
    atLeast('pipeline ÷ HMAC + one INSERT, 2 ms to the database', 0.95, faraway.ratio, describe(faraway)),
    atLeast('forged rejects ÷ accepts', 3, forgeries.ratio, describe(forgeries)),
  ];
}

const delayMs = 2;

async function contestants(
  stand: Stand,
  databases: { ours: Database; bare: Database },
  [suffix, ourUrl, bareUrl]: readonly [string, string, string],
): Promise<{ ours: Contestant; bare: Contestant }> {
  const pipeline = await stand.start(
    `pipeline${suffix}`,
    'bench/programs/pipeline.ts',
    stand.settings(ourUrl),
  );
  const insert = await stand.start(`bare${suffix}`, 'bench/programs/bare-insert.ts', stand.settings(bareUrl));
  return {
    ours: {
      name: 'pipeline',
      url: `${pipeline.url}/`,
      source: paidCheckouts,
      answers: 'accepted',
      countRows: databases.ours.count('payment_orders'),
    },
    bare: {
      name: 'HMAC + INSERT',
      url: `${insert.url}/`,
      source: paidCheckouts,
      answers: 'accepted',
      countRows: databases.bare.count('events'),
    },
  };
}

/** Both rates, the spread of the ratio over the blocks, and both median latencies. */
export function describe({ rates, spread, p50Ms }: Comparison): string {
  const [ours, theirs] = rates.map((rate) => Math.round(rate));
  const [low, high] = spread.map((ratio) => ratio.toFixed(2));
  const [p50, p50Theirs] = p50Ms.map((ms) => ms.toFixed(1));
  return `${ours}/s ÷ ${theirs}/s, blocks ${low}–${high}, p50 ${p50} and ${p50Theirs} ms`;
}
