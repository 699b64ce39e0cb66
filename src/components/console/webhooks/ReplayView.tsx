import { Block } from '#components/console/ui/Block.tsx';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import { type Column, DataTable } from '#components/console/ui/DataTable.tsx';
import { type Mark, StatusMark } from '#components/console/ui/StatusMark.tsx';
import type { ReplayPreview, ReplayVerdict } from '#domain/replay.ts';
import { webhookStatuses } from '#domain/webhook-log.ts';
import { DryRun } from './DryRun.tsx';
import { statusWords } from './webhook-words.tsx';

type Verdict = ReplayVerdict | 'unknown';

export type DryRunOfMany = {
  readonly lines: readonly { id: string; event: string; verdict: Verdict; sentence: string }[];
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How many were not looked at, because time was up. */
  readonly left: number;
};

type ReplayViewProps = {
  /** What was asked for, as it stands in the address. */
  asked: { ids: string; since: string; status: string };
  /** Why it cannot be done as asked; null when it can. */
  complaint: string | null;
  one: ReplayPreview | null;
  many: DryRunOfMany | null;
  recover: (previous: Answer | null, form: FormData) => Promise<Answer>;
};

const path = '/console/webhooks/replay';

/** Many events at once: chosen, counted in a dry run, then driven. */
export function ReplayView({ asked, complaint, one, many, recover }: ReplayViewProps) {
  return (
    <>
      <p className="say-more">
        <a href="/console/webhooks">Back to the list</a>
      </p>
      <Block title="Everything that is stored since">
        <form className="filt" method="get" action={path}>
          <input
            name="since"
            required
            aria-label="Since, such as 2h, 7d or a date"
            placeholder="2h, 7d or 2026-11-28"
            defaultValue={asked.since || '24h'}
          />
          <select name="status" aria-label="Status" defaultValue={asked.status || 'failed'}>
            {webhookStatuses.map((status) => (
              <option key={status} value={status}>
                {statusWords[status]}
              </option>
            ))}
          </select>
          <button className="btn-c" type="submit">
            Dry run
          </button>
        </form>
      </Block>
      <Block title="Or by their ids at Stripe">
        <form className="frm" method="get" action={path}>
          <label htmlFor="ids">
            evt_…, cs_… or pi_…, in any text; whatever else stands there is not read
            <textarea className="inp mono" id="ids" name="ids" rows={3} required defaultValue={asked.ids} />
          </label>
          <div>
            <button className="btn-c" type="submit">
              Dry run
            </button>
          </div>
        </form>
      </Block>
      {complaint === null ? null : (
        <p className="say-more" role="alert">
          {complaint}
        </p>
      )}
      {one === null ? null : (
        <Block title={`If you replay ${one.eventId} now`}>
          <DryRun preview={one} />
        </Block>
      )}
      {many === null ? null : <Many many={many} />}
      <Apply asked={asked} count={countOf(one, many)} recover={recover} />
    </>
  );
}

const countOf = (one: ReplayPreview | null, many: DryRunOfMany | null): number =>
  many ? many.lines.length + many.left - many.counts.nothing : one && one.verdict !== 'nothing' ? 1 : 0;

function Apply({ asked, count, recover }: Pick<ReplayViewProps, 'asked' | 'recover'> & { count: number }) {
  if (count === 0) return null;
  return (
    <Block title="Apply">
      <ConfirmForm
        action={recover}
        verb={count === 1 ? 'Apply replay' : `Replay ${count} events`}
        pending="Applying"
        note="The oldest first; earlier attempts are kept."
      >
        {Object.entries(asked).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </ConfirmForm>
    </Block>
  );
}

const marks: Readonly<Record<Verdict, readonly [Mark, string]>> = {
  applies: ['ok', 'Will be applied'],
  nothing: ['skip', 'Unchanged'],
  ignored: ['skip', 'Will be ignored'],
  fails: ['bad', 'Fails again'],
  unknown: ['bad', 'Not known'],
};

const columns: readonly Column[] = [
  { id: 'verdict', header: 'Dry run' },
  { id: 'event', header: 'Event', isSubject: true },
  { id: 'sentence', header: 'What it comes to', leaves: ['phone'] },
];

function Many({ many: { lines, counts, left } }: { many: DryRunOfMany }) {
  return (
    <Block title="Dry run">
      <p className="say-dry">
        {lines.length === 0
          ? 'There is nothing to replay.'
          : `${lines.length} events: ${counts.applies} will be applied, ${counts.nothing} stay unchanged, ${counts.ignored} will be ignored, ${counts.fails} fail again, ${counts.unknown} are not known.`}
        {left === 0 ? null : ` ${left} more were not looked at yet.`}
      </p>
      {lines.length === 0 ? null : (
        <DataTable
          label="Dry run"
          columns={columns}
          rows={lines.map(({ id, event, verdict, sentence }) => ({
            id,
            href: null,
            cells: {
              verdict: <StatusMark mark={marks[verdict][0]}>{marks[verdict][1]}</StatusMark>,
              event: `${event} ${id}`,
              sentence,
            },
          }))}
        />
      )}
    </Block>
  );
}
