/** The arguments of the real Stripe CLI, with the flags nobody should have to know. */
import { parseArgs } from 'node:util';
import { stampMetadata } from '#domain/checkout-metadata.ts';
import { SetupError } from './setup-error.ts';

export type CliSetting = {
  /** Where the shop takes notifications. */
  readonly webhookUrl: string;
  /** The sandbox; undefined sends everything to Stripe itself. */
  readonly apiBase: string | undefined;
  /** A file of our own: a person's own log-in stays out of it. */
  readonly configFile: string;
  /** What makes a payment page one of ours. */
  readonly ours: {
    readonly orderNo: string;
    readonly sku: string;
    /** In the catalogue's order. */
    readonly colours: readonly ColourPrice[];
  };
};

/** What a colour costs at the provider, in minor units. */
export type ColourPrice = {
  readonly id: string;
  readonly priceId: string | null;
  readonly unitAmount: number;
  readonly currency: string;
};

/** The sandbox signs for a listener by its name; the shop is told of this one when it starts. */
export const listenerName = 'rolitt';

const usage = `Usage:
  npm run stripe:listen
  npm run stripe:trigger -- checkout.session.completed [--ours [--color=red]]
  npm run stripe:resend -- evt_…`;

/** Turns what a person typed into a call of the CLI. Throws SetupError with the usage when it makes no sense. */
export function cliArguments(typed: readonly string[], setting: CliSetting): string[] {
  const [verb, ...rest] = typed;
  const common = [
    '--config',
    setting.configFile,
    ...(setting.apiBase ? ['--api-base', setting.apiBase] : []),
  ];
  if (verb === 'listen') {
    const forward = ['--forward-to', setting.webhookUrl, '--device-name', listenerName];
    return ['listen', '--skip-update', ...forward, ...common, ...rest];
  }
  if (verb === 'trigger') return ['trigger', ...triggerArguments(rest, setting), ...common];
  if (verb === 'resend' && rest[0]?.startsWith('evt_')) return ['events', 'resend', ...rest, ...common];
  throw new SetupError(usage);
}

function triggerArguments(typed: readonly string[], setting: CliSetting): string[] {
  const { values, positionals, passedOn } = ownOptions(typed);
  const [event] = positionals;
  if (!event) throw new SetupError(usage);
  if (!values.ours) return [event, ...passedOn];
  if (!event.startsWith('checkout.session.')) {
    throw new SetupError(
      `Only checkout.session.* events can become an order of ours; ${event} has no payment page.`,
    );
  }
  return [event, ...oursArguments(event, values.color, setting.ours), ...passedOn];
}

function ownOptions(typed: readonly string[]) {
  const own = typed.filter((word) => word === '--ours' || word.startsWith('--color='));
  const at = typed.indexOf('--color');
  if (at >= 0) own.push(`--color=${typed[at + 1] ?? ''}`);
  const rest = typed.filter(
    (word, index) => !own.includes(word) && !(at >= 0 && (index === at || index === at + 1)),
  );
  const { values } = parseArgs({
    args: own,
    options: { ours: { type: 'boolean' }, color: { type: 'string' } },
  });
  const [event, ...passedOn] = rest;
  return { values, positionals: event === undefined ? [] : [event], passedOn };
}

/** Stamps the page as the shop would, and lets it sell the colour at its price where the CLI's fixture can do that. */
function oursArguments(event: string, color: string | undefined, ours: CliSetting['ours']): string[] {
  const variant = ours.colours.find(({ id }) => id === (color ?? ours.colours[0]?.id));
  if (!variant) {
    const known = ours.colours.map(({ id }) => id).join(', ');
    throw new SetupError(`There is no colour "${color}". The colours are ${known}.`);
  }
  const sale = event.includes('.async_') ? fixtureSale : saleOf(event, variant);
  const { orderNo, sku } = ours;
  const nothing = { userId: null, country: null, consents: [], utm: null, hold: null, recoveredFrom: null };
  const buyer = { locale: 'en', ...nothing };
  const stamp = { orderNo, sku, variant: variant.id, ...buyer, ...sale.stamp };
  const metadata = Object.entries(stampMetadata(stamp)).map(([name, value]) => `metadata.${name}=${value}`);
  const added = [`client_reference_id=${orderNo}`, ...metadata].map((field) => `checkout_session:${field}`);
  return [
    ...added.flatMap((field) => ['--add', field]),
    ...sale.overrides.flatMap((field) => ['--override', field]),
  ];
}

type Sale = {
  stamp: { quantity: number; priceId: string | null; unitAmount: number; currency: string };
  overrides: string[];
};

/** Delayed methods are bank debits in euro, so there the CLI's own goods are sold: two pieces at 15.00 EUR. */
const fixtureSale: Sale = {
  stamp: { quantity: 2, priceId: null, unitAmount: 1500, currency: 'EUR' },
  overrides: [],
};

function saleOf(event: string, { priceId, unitAmount, currency }: ColourPrice): Sale {
  if (!priceId)
    throw new SetupError('This colour has no price in COLOR_PRICE_MAP_JSON; npm run stripe:setup makes one.');
  const goods = [
    `checkout_session:line_items.0.price=${priceId}`,
    'checkout_session:line_items.0.quantity=1',
  ];
  const pays =
    event === 'checkout.session.expired' ? [] : [`payment_page_confirm:expected_amount=${unitAmount}`];
  return { stamp: { quantity: 1, priceId, unitAmount, currency }, overrides: [...goods, ...pays] };
}
