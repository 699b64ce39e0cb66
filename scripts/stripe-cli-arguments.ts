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
  /** What marks a payment page as one of ours. */
  readonly ours: { readonly orderNo: string; readonly sku: string; readonly colours: readonly string[] };
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
  return [event, ...oursArguments(values.color, setting.ours), ...passedOn];
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

/** No price is stamped: the CLI's own fixtures decide what is paid. */
function oursArguments(color: string | undefined, ours: CliSetting['ours']): string[] {
  const variant = color ?? ours.colours[0] ?? '';
  if (!ours.colours.includes(variant)) {
    throw new SetupError(`There is no colour "${variant}". The colours are ${ours.colours.join(', ')}.`);
  }
  const metadata = stampMetadata({
    orderNo: ours.orderNo,
    sku: ours.sku,
    variant,
    quantity: 1,
    locale: 'en',
    priceId: null,
    unitAmount: null,
    currency: null,
    userId: null,
    utm: null,
  });
  const fields = Object.entries(metadata).map(([name, value]) => `metadata.${name}=${value}`);
  return [`client_reference_id=${ours.orderNo}`, ...fields].flatMap((field) => [
    '--add',
    `checkout_session:${field}`,
  ]);
}
