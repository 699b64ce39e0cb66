import { addSpreads, type Spread } from './duration-spread.ts';

/** So many records had these values. Amounts in `sum` are minor units of the currency among the values; durations are milliseconds. */
export type FigureLine = {
  readonly values: readonly (string | null)[];
  readonly count: number;
  readonly sum: number;
  readonly spread?: Spread;
};
export type Lines = readonly FigureLine[];

/** What is counted of every hour, and the meaning of each line's values. */
export const figureValues = {
  colours: ['status', 'variant', 'currency'],
  countries: ['status', 'country', 'currency'],
  languages: ['status', 'locale', 'currency'],
  payments: ['action_type', 'status', 'currency'],
  webhooks: ['provider', 'status'],
  /** How long notifications were on their way. */
  delays: [],
  deliveries: ['kind', 'status'],
  /** How checkouts were answered and how long it took; counted by the processes that answered. */
  checkouts: ['outcome'],
  /** How long payment providers took to answer, which is part of the above. */
  provider_calls: ['provider'],
  /** Notifications that were refused because their signature was not right. */
  forgeries: ['provider'],
} as const satisfies Record<string, readonly string[]>;
export type FigureName = keyof typeof figureValues;
const figureNames = Object.keys(figureValues) as readonly FigureName[];

export type Figures = Readonly<Record<FigureName, Lines>>;
/** What the processes count by themselves. */
export type ProcessFigures = Pick<Figures, 'checkouts' | 'provider_calls' | 'forgeries'>;

export const noFigures: Figures = {
  ...{ colours: [], countries: [], languages: [], payments: [], webhooks: [] },
  ...{ delays: [], deliveries: [], checkouts: [], provider_calls: [], forgeries: [] },
};

/** Adds lines with the same values together; with `places`, only the values at those places are kept. */
export function addLines(lines: Lines, places?: readonly number[]): Lines {
  const groups = new Map<string, FigureLine[]>();
  for (const line of lines) {
    const values = places ? places.map((place) => line.values[place] ?? null) : line.values;
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? [];
    group.push({ ...line, values });
    groups.set(key, group);
  }
  return [...groups.values()].map(addAlike);
}

function addAlike(lines: Lines): FigureLine {
  const [first] = lines;
  if (first && lines.length === 1) return first;
  const spreads = lines.flatMap(({ spread }) => (spread ? [spread] : []));
  return {
    values: first?.values ?? [],
    count: lines.reduce((sum, line) => sum + line.count, 0),
    sum: lines.reduce((sum, line) => sum + line.sum, 0),
    ...(spreads.length > 0 ? { spread: addSpreads(spreads) } : {}),
  };
}

export const addFigures = (parts: readonly Partial<Figures>[]): Figures =>
  Object.fromEntries(
    figureNames.map((name) => [name, addLines(parts.flatMap((part) => part[name] ?? []))]),
  ) as Record<FigureName, Lines>;
