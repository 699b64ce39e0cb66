import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { idsIn } from '#domain/replay.ts';
import { sinceMoment } from '#domain/since.ts';
import { type WebhookStatus, webhookStatuses } from '#domain/webhook-log.ts';

export type ReplayOptions = {
  readonly what:
    | { readonly ids: readonly string[] }
    | { readonly since: Date; readonly status: WebhookStatus };
  /** Null: a dry run. */
  readonly reason: string | null;
};

/** What was asked for makes no sense; the message says how to ask. */
export class UsageError extends Error {}

const usage = `Usage: npm run replay -- --since 2h [--status failed] --dry-run
       npm run replay -- --since 2h --reason "catalogue mended"
       npm run replay -- --id evt_… [--id cs_… --id pi_…] --reason "…"
       npm run replay -- --file ids.txt --reason "…"
  --since <when>    stored events since then: 90m, 2h, 7d, or a date such as 2026-11-28T10:00Z
  --status <word>   failed unless told otherwise; also ignored, success or set_aside
  --id <id>         an event, a payment page or a payment at Stripe; what is not stored here is fetched
  --file <path>     takes the ids out of a file and reads nothing else of it
  --dry-run         says what would happen and writes nothing
  --reason <text>   why; it stands in the activity log beside your name
It ends with 0 when every event is applied or was, with 2 when one failed, is not known or was not reached, with 1 when it could not run.`;

/** Reads the command line. Throws UsageError. */
export function readReplayOptions(now: Date, args?: string[]): ReplayOptions {
  const given = parse(args);
  if (!given['dry-run'] && (given.reason ?? '').trim() === '') throw new UsageError(usage);
  const reason = given['dry-run'] ? null : (given.reason ?? '');
  const ids = [...(given.id ?? []), ...(given.file === undefined ? [] : idsOfFile(given.file))];
  if (given.since === undefined) {
    if (ids.length === 0 || given.status !== undefined) throw new UsageError(usage);
    return { what: { ids: [...new Set(ids)] }, reason };
  }
  const since = sinceMoment(given.since, now);
  const status = webhookStatuses.find((word) => word === (given.status ?? 'failed'));
  if (since === null || status === undefined || ids.length > 0) throw new UsageError(usage);
  return { what: { since, status }, reason };
}

function idsOfFile(path: string): readonly string[] {
  const ids = idsIn(readFileSync(path, 'utf8'));
  if (ids.length === 0) throw new UsageError(`There is no evt_…, cs_… or pi_… in ${path}.`);
  return ids;
}

function parse(args: string[] | undefined) {
  try {
    return parseArgs({
      ...(args ? { args } : {}),
      options: {
        since: { type: 'string' },
        status: { type: 'string' },
        id: { type: 'string', multiple: true },
        file: { type: 'string' },
        reason: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    throw new UsageError(usage);
  }
}
