import type { Money } from '../money.ts';
import type { Sale } from './sale.ts';
import type { Shapes, ValuesOf } from './shapes.ts';

/** Transactional events are part of an order; marketing ones reach nobody who did not agree to them. */
export type Audience = 'transactional' | 'marketing';

/** What an event says beside the profile and the metric. */
export type Saying<P extends Shapes> = {
  /** What Klaviyo drops repetitions by, per profile and metric. */
  readonly uniqueId: string;
  /** Names the promise in our outbox, where that is not the unique id. */
  readonly promise?: string;
  /** When it happened in business terms. */
  readonly time: Date;
  /** Null where counting it would count the revenue twice. */
  readonly value: Money | null;
  readonly properties: ValuesOf<P>;
};

/** One metric as the catalogue describes it, to people, to checks and to the code that owes it. */
export type EventDefinition<About, P extends Shapes> = {
  readonly metric: string;
  /** Rises when a property is removed, renamed or changes its meaning. */
  readonly version: number;
  readonly audience: Audience;
  /** Whether the fact changes something about the buyer: then the profile is brought up to date, else it is only named. */
  readonly movesProfile: boolean;
  /** The fact it comes from. */
  readonly source: string;
  readonly uniqueIdRule: string;
  readonly valueRule: string;
  /** One sentence per version, the first one first. */
  readonly changelog: readonly string[];
  /** Scalars at the top build segments; nested values serve templates only. */
  readonly properties: P;
  readonly say: (sale: Sale, about: About) => Saying<NoInfer<P>>;
};

/** Keeps the properties as exact as they are written, so that `say` cannot forget or misspell one. */
export const defineEvent = <const P extends Shapes, About = void>(definition: EventDefinition<About, P>) =>
  definition;

/** The person an event is about: the address alone, or all that is known of them. */
export type EventProfile = { readonly email: string } & Partial<BuyerProfile>;

export type BuyerProfile = {
  readonly locale: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly lastColor: string;
  /** How many orders of this buyer were paid and not given back; filled in when the event is sent. */
  readonly preorderCount: number;
  /** What the buyer told us last about marketing; filled in when the event is sent. */
  readonly acceptsMarketing: boolean;
};

/** One event for a marketer's flow, as the outbox keeps it. */
export type KlaviyoEvent = {
  readonly metric: string;
  readonly uniqueId: string;
  /** ISO 8601; Klaviyo cuts it to the second. */
  readonly time: string;
  /** Decimal in `valueCurrency`. */
  readonly value: number | null;
  readonly valueCurrency: string | null;
  readonly profile: EventProfile;
  /** Whether the shopper had agreed to marketing when this was owed; absent in messages of older versions. */
  readonly agreed?: boolean;
  /** Recorded as history, without setting off a flow. */
  readonly backfill?: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
};
