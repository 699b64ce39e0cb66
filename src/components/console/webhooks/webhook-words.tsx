import type { Mark } from '#components/console/ui/StatusMark.tsx';
import { StatusMark } from '#components/console/ui/StatusMark.tsx';
import type { WebhookStatus } from '#domain/webhook-log.ts';
import { isHeld } from '#domain/webhook-search.ts';

type Standing = { readonly status: WebhookStatus; readonly error_code: string | null };

const marks = {
  success: ['ok', 'Applied'],
  ignored: ['skip', 'Ignored'],
  failed: ['bad', 'Failed'],
} as const satisfies Record<WebhookStatus, readonly [Mark, string]>;

export const markOf = (row: Standing): Mark => (isHeld(row) ? 'wait' : marks[row.status][0]);

/** How a notification stands: shape, word, colour. One that is applied, but whose order waits for a person, is held. */
export function WebhookMark({ row }: { row: Standing }) {
  return <StatusMark mark={markOf(row)}>{isHeld(row) ? 'Held' : marks[row.status][1]}</StatusMark>;
}

export const milliseconds = (took: number | null): string => (took === null ? '' : `${took} ms`);
