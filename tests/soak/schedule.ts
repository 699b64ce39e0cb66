import { catalogSource } from '#config/catalog.ts';
import { type Locale, locales } from '#libs/I18n.ts';
import { seededRandom } from '#sandbox/random.ts';
import type { SoakOptions } from './options.ts';

/** How a visit ends; only the first two end in money. */
export type Ending = 'pay' | 'delayed' | 'delayed_fails' | 'decline' | 'abandon' | 'expire';

export type Visit = {
  readonly email: string;
  readonly color: string;
  readonly quantity: number;
  readonly locale: Locale;
  readonly ending: Ending;
  /** Some shoppers close the browser before they are sent back. */
  readonly returns: boolean;
  /** How long the bank takes over a delayed payment, milliseconds. */
  readonly bankMs: number;
};

export const faultNames = ['klaviyo_500', 'klaviyo_429', 'stripe_500', 'stripe_429'] as const;
export type FaultName = (typeof faultNames)[number];

/** Happens at the shopper who follows this many others. */
type Moment = { readonly after: number };
/** The shop dies so many milliseconds after that shopper pressed pay. */
export type Kill = Moment & { readonly delayMs: number };
export type Storm = Moment & { readonly fault: FaultName };

export type Schedule = {
  readonly visits: readonly Visit[];
  readonly kills: readonly Kill[];
  readonly storms: readonly Storm[];
};

type Plan = Pick<SoakOptions, 'seed' | 'purchases' | 'kills'>;

const unpaidEndings = ['delayed_fails', 'decline', 'abandon', 'expire'] as const;

/** Everything that is decided beforehand; the same options give the same schedule. */
export function planSoak({ seed, purchases, kills }: Plan): Schedule {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const offer = catalogSource.offers[0];
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const visit = (nth: number, ending: Ending): Visit => ({
    email: `shopper-${seed}-${nth}@example.com`,
    color: pick(offer?.variants ?? []).id,
    quantity: 1 + below(offer?.maxQuantity ?? 1),
    locale: pick(locales),
    ending,
    returns: random() < 0.75,
    bankMs: 200 + below(1500),
  });
  const paying = Array.from({ length: purchases }, () => (random() < 0.15 ? 'delayed' : 'pay') as Ending);
  const leaving = Array.from({ length: Math.max(4, Math.ceil(purchases / 12)) }, (_, nth): Ending => {
    return unpaidEndings[nth % unpaidEndings.length] ?? 'abandon';
  });
  const endings = shuffled([...paying, ...leaving], below);
  /** The nth of so many moments, spread over the first so many payments. */
  const moment = (nth: number, of: number, payments: number): Moment => ({
    after: Math.floor(((nth + random()) * payments) / of),
  });
  const storms = shuffled([...faultNames], below);
  return {
    visits: endings.map((ending, nth) => visit(nth, ending)),
    kills: Array.from({ length: kills }, (_, nth) => ({
      ...moment(nth, kills, purchases),
      delayMs: below(250),
    })),
    // In the first half: a storm needs somebody to meet it.
    storms: storms.map((fault, nth) => ({ ...moment(nth, storms.length, purchases / 2), fault })),
  };
}

function shuffled<T>(items: T[], below: (limit: number) => number): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}
