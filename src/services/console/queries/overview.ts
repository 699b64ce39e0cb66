import { type Rule, rules } from '#domain/alerts/rules.ts';
import type { Waiting } from '#domain/alerts/signs.ts';
import { addFigures } from '#domain/figures.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import {
  type Attention,
  type Need,
  type Overview,
  overviewWindows,
  partsOf,
  spansOf,
  stepsOf,
  summaryOf,
  type WindowName,
} from '#domain/overview.ts';
import type { AppContext } from '#services/app-context.ts';
import { countFigures } from '#services/count-figures.ts';
import { readWaiting } from '#services/read-signs.ts';
import { colourStock } from './colour-stock.ts';

/** Figures of a window and of the one before it. Throws NotAllowedError. */
export async function overview(app: AppContext, operator: Operator, window: WindowName): Promise<Overview> {
  demandRole(operator, 'viewer');
  const { period } = overviewWindows[window];
  const spans = spansOf(window, app.clock.now());
  const [current, before] = await Promise.all([
    countFigures(app, period, spans.current),
    countFigures(app, period, spans.before),
  ]);
  const total = addFigures(current.map(({ figures }) => figures));
  return {
    window,
    summary: summaryOf(total),
    before: summaryOf(addFigures(before.map(({ figures }) => figures))),
    periods: stepsOf(window, current).map(({ at, figures }) => ({ at, summary: summaryOf(figures) })),
    colours: partsOf(total.colours),
    countries: partsOf(total.countries),
    languages: partsOf(total.languages),
  };
}

/** What needs a person now, and what is left of the batch. Throws NotAllowedError. */
export async function attention(app: AppContext, operator: Operator): Promise<Attention> {
  demandRole(operator, 'viewer');
  const [waiting, incidents, stock] = await Promise.all([
    readWaiting(app),
    app.store.list('incidents', { where: { status: 'open' }, limit: rules.length * 2 }),
    colourStock(app),
  ]);
  const open = new Map(incidents.rows.map((incident) => [incident.rule, incident]));
  const needs = rules.flatMap((rule): Need[] => {
    const waits = waitingOf(rule, waiting);
    const { id, title, href } = rule;
    if (waits)
      return waits.count === 0
        ? []
        : [{ id, title, href, sentence: sentenceOf(rule, waits), since: waits.since }];
    const incident = open.get(id);
    return incident ? [{ id, title, href, sentence: incident.message, since: incident.first_seen_at }] : [];
  });
  return { needs, stock };
}

const waitingOf = ({ waits }: Rule, waiting: Awaited<ReturnType<typeof readWaiting>>): Waiting | null =>
  waits ? waiting[waits.name] : null;

const sentenceOf = ({ waits }: Rule, waiting: Waiting): string => (waits ? waits.words(waiting) : '');
