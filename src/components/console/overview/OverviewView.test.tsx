import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { columnOfDuration, emptySpread } from '#domain/duration-spread.ts';
import { noFigures } from '#domain/figures.ts';
import type { Overview } from '#domain/overview.ts';
import { partsOf, summaryOf } from '#domain/overview.ts';
import { OverviewView } from './OverviewView.tsx';

const now = new Date('2026-11-20T12:31:00Z');
const times = { now, zone: 'Europe/Stockholm' };
const spread = emptySpread();
spread[columnOfDuration(120)] = 3;
const figures = {
  ...noFigures,
  colours: [{ values: ['paid', 'red', 'USD'], count: 2, sum: 59_800 }],
  webhooks: [{ values: ['stripe', 'success'], count: 3, sum: 360, spread }],
};
const shown: Overview = {
  window: '24h',
  summary: summaryOf(figures),
  before: summaryOf(noFigures),
  periods: [
    { at: new Date('2026-11-20T11:00:00Z'), summary: summaryOf(noFigures) },
    { at: new Date('2026-11-20T12:00:00Z'), summary: summaryOf(figures) },
  ],
  colours: partsOf(figures.colours),
  ...{ countries: [], languages: [] },
};
const need = {
  id: 'dead_messages',
  title: 'Messages were given up',
  href: '/console/deliveries?view=dead',
  since: now,
};
const calm = { needs: [], stock: [{ colour: 'red', name: 'Red', sold: 5, left: 1, limit: 6 }] };
const page = (props: Partial<Parameters<typeof OverviewView>[0]>) =>
  renderToStaticMarkup(
    <OverviewView window="24h" figures={shown} attention={calm} times={times} {...props} />,
  );

it('tells every figure without a script, and writes no style into the page', () => {
  const html = page({});
  expect(html).toContain('598.00 USD');
  expect(html).toContain('20 Nov, 12:00');
  expect(html).toContain('/console/figures/volume?window=24h');
  expect(html).not.toContain('style=');
});

it('says in words what needs a person, and nothing while nothing does', () => {
  const needs = [{ ...need, sentence: '3 messages were given up.' }];
  const html = page({ attention: { ...calm, needs } });
  expect(html).toContain('One thing needs a person.');
  expect(html.match(/3 messages were given up\./g)).toHaveLength(2);
  expect(page({})).not.toContain('needs a person.');
});

it('shows what needs a person even when the figures could not be counted', () =>
  expect(page({ figures: null })).toContain('/api/cron/rollups'));
