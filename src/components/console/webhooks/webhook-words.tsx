import type { Mark } from '#components/console/ui/StatusMark.tsx';
import { StatusMark } from '#components/console/ui/StatusMark.tsx';
import type { WebhookStatus } from '#domain/webhook-log.ts';
import { isHeld } from '#domain/webhook-search.ts';

type Standing = { readonly status: WebhookStatus; readonly error_code: string | null };

/** How a notification stands, in a word. */
export const statusWords: Readonly<Record<WebhookStatus, string>> = {
  success: 'Applied',
  ignored: 'Ignored',
  failed: 'Failed',
  set_aside: 'Set aside',
};

const marks: Readonly<Record<WebhookStatus, Mark>> = {
  success: 'ok',
  ignored: 'skip',
  failed: 'bad',
  set_aside: 'skip',
};

export const markOf = (row: Standing): Mark => (isHeld(row) ? 'wait' : marks[row.status]);

/** How a notification stands: shape, word, colour. One that is applied, but whose order waits for a person, is held. */
export function WebhookMark({ row }: { row: Standing }) {
  return <StatusMark mark={markOf(row)}>{isHeld(row) ? 'Held' : statusWords[row.status]}</StatusMark>;
}

export const milliseconds = (took: number | null): string => (took === null ? '' : `${took} ms`);
