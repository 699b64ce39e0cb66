import { Block } from '#components/console/ui/Block.tsx';
import type { Times } from '#components/console/ui/RelativeTime.tsx';
import type { Mark } from '#components/console/ui/StatusMark.tsx';
import { Timeline } from '#components/console/ui/Timeline.tsx';
import type { ActivityLevel, ActivityLog } from '#domain/activity.ts';

const marks = { debug: 'skip', info: 'ok', warn: 'wait', error: 'bad' } as const satisfies Record<
  ActivityLevel,
  Mark
>;
const changed: ReadonlySet<string> = new Set([
  'order.address_changed',
  'order.claimed',
  'order.links_revoked',
]);

/** What happened to the order, who did it, and why. */
export function HistoryBlock({ history, times }: { history: readonly ActivityLog[]; times: Times }) {
  const moments = history.map(({ id, created_at: at, level, action, message, actor, data }) => ({
    id,
    at,
    mark: markOf(action, level),
    what: message,
    figure: actor,
    detail: typeof data?.reason === 'string' ? `Reason: ${data.reason}` : null,
  }));
  return (
    <Block title="Timeline" aside={<span className="mut">oldest first</span>}>
      {moments.length === 0 ? (
        <p className="mut">Nothing yet.</p>
      ) : (
        <Timeline moments={moments} times={times} />
      )}
    </Block>
  );
}

function markOf(action: string, level: ActivityLevel): Mark {
  if (action === 'order.revealed') return 'skip';
  if (action.startsWith('refund.') && level === 'info') return 'back';
  return changed.has(action) ? 'changed' : marks[level];
}
