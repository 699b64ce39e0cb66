/** The catalogue of marketing events as a file, and what a change of it would break in flows that somebody built. */
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import { propertyTypes } from '#domain/marketing/property-types.ts';
import { sampleEvents } from '#domain/marketing/sample.ts';

export type CataloguedEvent = {
  readonly metric: string;
  readonly version: number;
  readonly audience: string;
  readonly source: string;
  readonly uniqueIdRule: string;
  readonly valueRule: string;
  readonly changelog: readonly string[];
  /** JSON Schema of what the event carries at its top. */
  readonly properties: object;
  readonly sample: object;
};

export type Catalogue = { readonly generated: string; readonly events: readonly CataloguedEvent[] };

const terms = {
  email: 'ada.sample@example.com',
  now: new Date('2026-11-20T12:00:00Z'),
  appUrl: 'https://shop.example.com',
  orderNo: 'ROL-00000000',
};

/** The catalogue as the code has it. */
export function currentCatalogue(): Catalogue {
  const samples = new Map(sampleEvents(terms).map((event) => [event.metric, event]));
  return {
    generated: 'Generated from src/domain/marketing by npm run klaviyo:catalogue. Do not edit.',
    events: Object.values(RolittKlaviyoEvents).map(({ say: _, ...event }) => ({
      ...event,
      sample: samples.get(event.metric) ?? {},
    })),
  };
}

/** What would break a flow between what was published and what the code has now: one sentence each. */
export function breaksOf(published: Catalogue, current: Catalogue): string[] {
  const now = new Map(current.events.map((event) => [event.metric, event]));
  return [
    ...published.events.flatMap((before) => {
      const after = now.get(before.metric);
      return after
        ? changesOf(before, after)
        : [`${before.metric} was removed or renamed: a flow may wait for it.`];
    }),
    ...current.events
      .filter(({ version, changelog }) => changelog.length !== version)
      .map(
        ({ metric, version }) => `${metric} is at version ${version}: its changelog needs one line for each.`,
      ),
  ];
}

function changesOf(before: CataloguedEvent, after: CataloguedEvent): string[] {
  if (after.version > before.version) return [];
  if (after.version < before.version) return [`${after.metric} went back to version ${after.version}.`];
  const kept = propertyTypes(after.properties);
  const properties = [...propertyTypes(before.properties)].flatMap(([path, type]) => {
    const left = kept.get(path);
    if (left === type) return [];
    const what = left === undefined ? 'was removed or renamed' : `was ${type} and is ${left}`;
    return [`${after.metric}: ${path} ${what} without a new version.`];
  });
  const rules = (['audience', 'uniqueIdRule', 'valueRule'] as const)
    .filter((rule) => before[rule] !== after[rule])
    .map((rule) => `${after.metric}: its ${rule} changed without a new version.`);
  return [...properties, ...rules];
}
