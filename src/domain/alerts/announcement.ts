import type { Ensure } from '#domain/changes.ts';
import { ensure } from '#domain/changes.ts';
import type { Incident } from '#domain/incident.ts';
import { newMessage } from '#domain/outbox.ts';

export const alertChannels = ['email', 'webhook', 'sms'] as const;
export type AlertChannel = (typeof alertChannels)[number];

/** What one channel is told about an incident: its beginning, what was added to it, its end. */
export type Announcement = {
  readonly channel: AlertChannel;
  readonly phase: 'opened' | 'grown' | 'closed';
  readonly title: string;
  readonly sentence: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly until: string | null;
  /** The page of the console that shows the cause. */
  readonly url: string;
};

type Around = { readonly now: Date; readonly newId: () => string };

type Told = Pick<Announcement, 'phase' | 'title' | 'url'> & { readonly channels: readonly AlertChannel[] };

/**
 * One message per channel. Each end of an incident is announced once in each, whoever notices it and however often; what was
 * added to it, once per moment at which that was noticed.
 */
export const announce = (
  incident: Incident,
  { phase, title, url, channels }: Told,
  around: Around,
): Ensure<'outbox'>[] =>
  channels.map((channel) => {
    const payload: Announcement = {
      ...{ channel, phase, title, url },
      sentence: incident.message,
      since: incident.first_seen_at.toISOString(),
      until: incident.closed_at?.toISOString() ?? null,
    };
    const promise = phase === 'grown' ? `${phase}:${around.now.toISOString()}` : phase;
    return ensure(
      'outbox',
      newMessage(
        {
          ...{ kind: 'alert', topic: `${incident.rule}.${phase}`, payload },
          ...{ dedupe_key: `${incident.id}:${promise}:${channel}`, order_id: null, webhook_log_id: null },
        },
        around,
      ),
    );
  });
