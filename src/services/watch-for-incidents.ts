import { type AlertChannel, type Announcement, announce } from '#domain/alerts/announcement.ts';
import { judge, type Told, type Verdict } from '#domain/alerts/judge.ts';
import { type Reading, type Rule, rules } from '#domain/alerts/rules.ts';
import type { Change, Versioned } from '#domain/changes.ts';
import { insert, update } from '#domain/changes.ts';
import type { Incident } from '#domain/incident.ts';
import type { AppContext } from './app-context.ts';
import { readSigns } from './read-signs.ts';

export type WatchCount = { opened: string[]; grown: string[]; closed: string[] };

/**
 * Applies every rule to what the shop looks like now: opens, updates and closes incidents, and owes everybody one message per
 * end of each, and one an hour at most about what was added meanwhile. Any number may watch at the same time: whoever comes second finds the incident as it is.
 */
export async function watchForIncidents(app: AppContext): Promise<WatchCount> {
  const [signs, known] = await Promise.all([readSigns(app), openIncidents(app)]);
  const count: WatchCount = { opened: [], grown: [], closed: [] };
  for (const rule of rules) {
    const reading = rule.read(signs);
    const incident = known.get(rule.id) ?? null;
    const now = app.clock.now();
    const open = incident && { ...incident.record, told: toldOf(incident.record) };
    const verdict = judge(rule, reading, { open, now });
    const changes = changesFor(app, { rule, reading, incident, verdict });
    if (changes.length === 0) continue;
    const { kind } = await app.store.commit({ log: null, changes });
    if (kind !== 'committed') continue;
    if (verdict === 'open') count.opened.push(rule.id);
    if (verdict === 'grow') count.grown.push(rule.id);
    if (verdict === 'close') count.closed.push(rule.id);
    if (verdict !== 'keep') report(app, rule, reading, verdict);
  }
  if (Object.values(count).some((told) => told.length > 0)) app.defer(app.drainSoon);
  return count;
}

async function openIncidents({ store }: AppContext): Promise<ReadonlyMap<string, Versioned<Incident>>> {
  const { rows } = await store.list('incidents', { where: { status: 'open' }, limit: rules.length * 2 });
  const read = await store.get(
    'incidents',
    rows.map(({ id }) => id),
  );
  return new Map(
    read.filter(({ record }) => record.status === 'open').map((found) => [found.record.rule, found]),
  );
}

type Judged = {
  readonly rule: Rule;
  readonly reading: Reading;
  readonly incident: Versioned<Incident> | null;
  readonly verdict: Verdict;
};

/** The incident as the verdict leaves it, in the same commit as the messages about it. */
function changesFor(app: AppContext, { rule, reading, incident, verdict }: Judged): Change[] {
  const now = app.clock.now();
  const { subjects = [] } = reading;
  const seen = (told: Told) => ({
    ...{ message: reading.sentence, last_seen_at: now, updated_at: now },
    data: { value: reading.value, sample: reading.sample, told: { ...told, at: told.at.toISOString() } },
  });
  const tell = (about: Incident, phase: Announcement['phase']) =>
    announce(
      about,
      { phase, title: rule.title, url: `${app.appUrl}${rule.href}`, channels: channelsFor(app, rule) },
      { now, newId: app.ids.newId },
    );
  if (verdict === 'open') {
    const row: Incident = {
      ...{ id: app.ids.newId(), rule: rule.id, open_key: rule.id, status: 'open', count: 1 },
      ...{ ...seen({ subjects, at: now }), first_seen_at: now, closed_at: null, created_at: now },
    };
    return [insert('incidents', row), ...tell(row, 'opened')];
  }
  if (!incident) return [];
  const before = incident.record;
  if (verdict === 'keep' || verdict === 'grow') {
    const told = verdict === 'grow' ? { subjects, at: now } : stillWaiting(toldOf(before), subjects);
    const set = { ...seen(told), count: before.count + 1 };
    const messages = verdict === 'grow' ? tell({ ...before, ...set }, 'grown') : [];
    return [update('incidents', incident, set), ...messages];
  }
  if (verdict !== 'close') return [];
  const set = { open_key: null, status: 'closed', closed_at: now, updated_at: now } as const;
  return [update('incidents', incident, set), ...tell({ ...before, ...set }, 'closed')];
}

/** What is over and comes back is new again. */
const stillWaiting = ({ subjects: told, at }: Told, subjects: readonly string[]): Told => ({
  subjects: told.filter((subject) => subjects.includes(subject)),
  at,
});

/** What people were told of last, as it is kept on the incident; nothing where it began before that was kept. */
function toldOf({ data, first_seen_at }: Incident): Told {
  const told = data?.told as KeptTold | undefined;
  return told ? { subjects: told.subjects, at: new Date(told.at) } : { subjects: [], at: first_seen_at };
}

type KeptTold = Pick<Told, 'subjects'> & { readonly at: string };

const channelsFor = ({ alertChannels }: AppContext, { isUrgent }: Rule): readonly AlertChannel[] =>
  alertChannels.filter((channel) => channel !== 'sms' || isUrgent);

function report({ log }: AppContext, { id }: Rule, { sentence }: Reading, verdict: Verdict): void {
  if (verdict === 'open') log.error({ code: 'incident_opened', rule: id }, sentence);
  else if (verdict === 'grow') log.error({ code: 'incident_grown', rule: id }, sentence);
  else log.warn({ code: 'incident_closed', rule: id }, 'an incident is over');
}

const soonestAgainMs = 60_000;

/** Watches when something went wrong, beside what cron does; at most once a minute in one process. */
export function createWatchSoon(app: () => AppContext): () => Promise<void> {
  let watchedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = app().clock.now().getTime();
    if (now - watchedAt < soonestAgainMs) return;
    watchedAt = now;
    await watchForIncidents(app());
  };
}
