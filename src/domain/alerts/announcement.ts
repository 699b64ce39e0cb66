import type { Ensure } from '#domain/changes.ts';
import { ensure } from '#domain/changes.ts';
import type { Incident } from '#domain/incident.ts';
import { newMessage } from '#domain/outbox.ts';

export const alertChannels = ['email', 'webhook', 'sms'] as const;
export type AlertChannel = (typeof alertChannels)[number];

/** What one channel is told about one end of an incident. */
export type Announcement = {
  readonly channel: AlertChannel;
  readonly phase: 'opened' | 'closed';
  readonly title: string;
  readonly sentence: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly until: string | null;
  /** The page of the console that shows the cause. */
  readonly url: string;
};

type Around = { readonly now: Date; readonly newId: () => string };

/** One message per channel; each end of an incident is announced once in each, whoever notices it and however often. */
export const announce = (
  incident: Incident,
  { title, url, channels }: { title: string; url: string; channels: readonly AlertChannel[] },
  around: Around,
): Ensure<'outbox'>[] =>
  channels.map((channel) => {
    const phase = incident.status === 'open' ? 'opened' : 'closed';
    const payload: Announcement = {
      ...{ channel, phase, title, url },
      sentence: incident.message,
      since: incident.first_seen_at.toISOString(),
      until: incident.closed_at?.toISOString() ?? null,
    };
    return ensure(
      'outbox',
      newMessage(
        {
          ...{ kind: 'alert', topic: `${incident.rule}.${phase}`, payload },
          ...{ dedupe_key: `${incident.id}:${phase}:${channel}`, order_id: null, webhook_log_id: null },
        },
        around,
      ),
    );
  });
