import type { TableName } from '#domain/changes.ts';
import { insert, update } from '#domain/changes.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import { payloadRedaction, redactedPayload } from '#domain/redaction.ts';
import type { AppContext } from '#services/app-context.ts';
import { redactedLog } from './redact-log.ts';
import { rewrite } from './rewrite.ts';

export type Redacted = {
  readonly events: number;
  readonly messages: number;
  /** False: time was up, and the next run goes on from there. */
  readonly complete: boolean;
};

/** How far a pass over one table got: all before `before` is done, and a pass that was broken off goes on behind `after`. */
type Place = {
  readonly before: string | null;
  readonly pass: { readonly top: string; readonly after: string } | null;
};

type Job = { readonly app: AppContext; readonly horizon: Date; readonly isOver: () => boolean };

const dayMs = 86_400_000;
const pageSize = 100;

/**
 * Takes what was received and what was sent out of the records once it is older than so many days: structure, ids and
 * amounts stay, and of a body its hash. Goes on where the last run stopped.
 */
export async function redactOld(
  app: AppContext,
  { days, budgetSeconds = 40 }: { readonly days: number; readonly budgetSeconds?: number },
): Promise<Redacted> {
  const now = app.clock.now().getTime();
  const isOver = () => app.clock.now().getTime() >= now + budgetSeconds * 1000;
  const job = { app, horizon: new Date(now - days * dayMs), isOver };
  const events = await walk(job, 'webhook_logs', (ids) =>
    rewrite(app, { table: 'webhook_logs', ids }, (log) => redactedLog(app, log, 'retention')),
  );
  const messages = await walk(job, 'outbox', (ids) =>
    rewrite(app, { table: 'outbox', ids }, (message) => withoutPayload(message, app.clock.now())),
  );
  return {
    events: events.changed,
    messages: messages.changed,
    complete: events.complete && messages.complete,
  };
}

/** What is still to be sent keeps its words; money that was asked for names nobody. */
function withoutPayload({ kind, status, payload }: OutboxMessage, now: Date) {
  const isOver = status === 'sent' || status === 'suppressed';
  if (!isOver || kind === 'refund' || payloadRedaction(payload) !== null) return null;
  return { payload: redactedPayload('retention', now), updated_at: now };
}

async function walk(
  { app, horizon, isOver }: Job,
  table: TableName & ('webhook_logs' | 'outbox'),
  redact: (ids: readonly string[]) => Promise<number>,
): Promise<{ changed: number; complete: boolean }> {
  const place = await placeOf(app, table);
  const until = place.pass ? new Date(place.pass.top) : horizon;
  let after = place.pass?.after ?? null;
  let changed = 0;
  do {
    const from = place.before === null ? {} : { from: new Date(place.before) };
    const page: { rows: readonly { id: string }[]; next: string | null } = await app.store.list(table, {
      ...from,
      until,
      after,
      limit: pageSize,
    });
    changed += await redact(page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null && !isOver());
  const top = until.toISOString();
  const pass = after === null ? null : { top, after };
  await keepPlace(app, table, { before: after === null ? top : place.before, pass });
  return { changed, complete: after === null };
}

const bookmarkId = (table: TableName): string => `retention:${table}`;

async function placeOf(app: AppContext, table: TableName): Promise<Place> {
  const [kept] = await app.store.get('bookmarks', [bookmarkId(table)]);
  return (kept?.record.place as Place | undefined) ?? { before: null, pass: null };
}

/** Another run that was quicker did the same work. */
async function keepPlace(app: AppContext, table: TableName, place: Place): Promise<void> {
  const [now, id] = [app.clock.now(), bookmarkId(table)];
  const [kept] = await app.store.get('bookmarks', [id]);
  const change = kept
    ? update('bookmarks', kept, { place, updated_at: now })
    : insert('bookmarks', { id, place, created_at: now, updated_at: now });
  await app.store.commit({ log: null, changes: [change] });
}
