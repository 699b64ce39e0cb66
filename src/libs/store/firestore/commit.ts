import { randomUUID } from 'node:crypto';
import type { Changes, Insert } from '#domain/changes.ts';
import type { StoreUnavailableError } from '#domain/errors.ts';
import type { WebhookStatus } from '#domain/webhook-log.ts';
import { storedRow } from '#libs/store/encoding.ts';
import { sequence } from '#libs/store/sequence.ts';
import type { CommitResult } from '#libs/store/store.ts';
import { shapeOf } from '#models/columns.ts';
import { runBatch } from './batch.ts';
import type { Call } from './call.ts';
import type { Client } from './connection.ts';
import { documentPath, placesOf } from './documents.ts';
import { type Look, lookAt } from './look.ts';
import { guardPaths, planCommit, type Snapshot } from './plan.ts';

/** How often a commit is tried before it gives way to the other writers. */
const attempts = 8;

/**
 * Writes a commit as one batch, without reading first: creations and updates carry their own preconditions. Only a batch
 * that failed is followed by a look at what stands in the way. Every document carries the mark of its commit, so an
 * answer that was lost after the batch went through is recognised and not taken for somebody else's work.
 */
export async function commit(client: Client, changes: Changes, call: Call): Promise<CommitResult> {
  const sequenced = sequence(changes);
  const mark = randomUUID();
  const look = lookAt(client);
  let snapshot: Snapshot = new Map();
  let isComplete = false;
  let unclear: StoreUnavailableError | null = null;
  for (let attempt = 0; attempt < attempts; ) {
    const plan = planCommit(sequenced, snapshot, mark);
    if (plan.kind === 'look') {
      snapshot = new Map([...snapshot, ...(await look(plan.paths))]);
      continue;
    }
    if (plan.kind === 'write') {
      attempt += 1;
      const failure = await runBatch(client, plan.writes);
      if (failure === null) return { kind: 'committed' };
      if (failure.kind !== 'guard') {
        unclear = failure.kind === 'unclear' ? failure.error : unclear;
        await call.pause(attempt);
        continue;
      }
    } else if (isComplete) {
      if (plan.kind === 'mistake') throw plan.error;
      return { kind: 'conflict', guards: [plan.guard] };
    }
    const answer = sequenced.log && (await answerForSeen(look, sequenced.log, mark));
    if (answer) return answer;
    snapshot = await look(guardPaths(sequenced));
    if (isOurs(snapshot, mark)) return { kind: 'committed' };
    isComplete = true;
  }
  if (unclear) throw unclear;
  return { kind: 'conflict', guards: ['contention'] };
}

const isOurs = (snapshot: Snapshot, mark: string): boolean =>
  [...snapshot.values()].some((document) => document?.commit === mark);

/** The answer for an event whose log row stands already, by whichever of its names; null when it is new. */
async function answerForSeen(
  look: Look,
  { row }: Insert<'webhook_logs'>,
  mark: string,
): Promise<CommitResult | null> {
  const record = storedRow(shapeOf('webhook_logs').columns, row);
  const own = documentPath('webhook_logs', record);
  const standing = (await look([own])).get(own);
  if (standing) return standing.commit === mark ? { kind: 'committed' } : seen(standing.status);
  const claims = placesOf('webhook_logs', record).filter(({ path }) => path !== own);
  const claimed = await look(claims.map(({ path }) => path));
  const holders = claims.flatMap(({ path, key }) => {
    const found = claimed.get(path);
    return found ? [{ key, owner: found.owner }] : [];
  });
  if (holders.length === 0) return null;
  const named = holders.find(({ key }) => key.columns.includes('stripe_event_id'))?.owner;
  return seen(named ? ((await look([named])).get(named)?.status ?? null) : null);
}

const seen = (status: string | null): CommitResult => ({
  kind: 'seen',
  status: status as WebhookStatus | null,
});
