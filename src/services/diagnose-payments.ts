import { PaymentError } from '#domain/errors.ts';
import { driftReports, findDrift, priceIdsOf } from '#domain/price-drift.ts';
import type { PaymentProvider } from '#libs/payments/core/payment-types.ts';
import type { RegisteredEndpoint } from '#libs/payments/core/provider-setup.ts';
import { type Finding, type Subject, sandboxAsleep } from './finding.ts';
import { hasEvery, isLoopback, webhookUrl } from './webhook-endpoint.ts';

/** Whether Stripe answers, charges what the pages show, and sends its events here. */
export async function paymentFindings(subject: Subject): Promise<Finding[]> {
  if (!subject.payments.has('stripe')) {
    const advice = 'npm start plays it in the sandbox; for real payments set the variables above.';
    return [{ area: 'stripe', level: 'warn', sentence: 'Stripe is not configured.', advice }];
  }
  const provider = subject.payments.provider('stripe');
  try {
    const endpoints = (await provider.setup?.endpoints()) ?? [];
    const version = (await provider.setup?.apiVersion()) ?? null;
    return [
      modeFinding(subject),
      ...(await priceFindings(subject, provider)),
      ...endpointFindings(subject, { endpoints, version, eventTypes: provider.setup?.eventTypes ?? [] }),
    ];
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    if (error.retryable && subject.sandboxUrl !== null) return [sandboxAsleep('stripe', subject.sandboxUrl)];
    const advice =
      error.code === 'authentication_failed'
        ? 'Copy STRIPE_SECRET_KEY again from the Stripe dashboard, Developers, API keys.'
        : 'Check the network and https://status.stripe.com, then ask again.';
    return [{ area: 'stripe', level: 'problem', sentence: error.message, advice }];
  }
}

function modeFinding({ keyMode, production, sandboxUrl }: Subject): Finding {
  if (sandboxUrl !== null)
    return { area: 'stripe', level: 'ok', sentence: `The sandbox at ${sandboxUrl} plays Stripe.` };
  const sentence = `Stripe answers this key, which is a ${keyMode} key.`;
  if (keyMode === 'live' || !production) return { area: 'stripe', level: 'ok', sentence };
  const advice = 'Nobody can pay with real money until STRIPE_SECRET_KEY is a live key.';
  return { area: 'stripe', level: 'warn', sentence, advice };
}

async function priceFindings({ catalog, productId }: Subject, provider: PaymentProvider): Promise<Finding[]> {
  const again = 'npm run stripe:setup makes prices that fit and prints COLOR_PRICE_MAP_JSON.';
  const fetched = (await provider.prices?.fetch(priceIdsOf(catalog))) ?? [];
  const variants = catalog.offers.flatMap((offer) => offer.variants);
  const unmapped = variants.filter(({ priceId }) => priceId === null).map(({ id }) => id);
  const strays = fetched.filter((price) => productId !== null && price.productId !== productId);
  const findings: Finding[] = [
    ...unmapped.map((id) => ({
      area: 'prices' as const,
      level: 'problem' as const,
      sentence: `${id} has no price in COLOR_PRICE_MAP_JSON, so it cannot be bought.`,
      advice: again,
    })),
    ...driftReports(findDrift(catalog, fetched)).map(({ sentence }) => ({
      area: 'prices' as const,
      level: 'problem' as const,
      sentence,
      advice: `Correct the catalogue, or: ${again}`,
    })),
    ...strays.map(({ priceId, productId: other }) => ({
      area: 'prices' as const,
      level: 'warn' as const,
      sentence: `${priceId} belongs to ${other}, not to STRIPE_PRODUCT_ID.`,
      advice: again,
    })),
  ];
  if (findings.length > 0) return findings;
  const currencies = new Set(Object.values(catalog.currencyOf));
  return [
    {
      area: 'prices',
      level: 'ok',
      sentence: `All ${fetched.length} prices are active and equal the catalogue in ${[...currencies].join(', ')}.`,
    },
  ];
}

type Registered = {
  readonly endpoints: readonly RegisteredEndpoint[];
  readonly version: string | null;
  readonly eventTypes: readonly string[];
};

function endpointFindings(
  { appUrl, sandboxUrl }: Subject,
  { endpoints, version, eventTypes }: Registered,
): Finding[] {
  const area = 'webhook';
  const url = webhookUrl(appUrl);
  const ours = endpoints.filter((endpoint) => endpoint.url === url && endpoint.enabled);
  if (ours.length === 0) {
    return isLoopback(appUrl)
      ? [
          {
            area,
            level: 'warn',
            sentence: `No endpoint sends to ${url}.`,
            advice: 'On a laptop npm run stripe:listen forwards events.',
          },
        ]
      : [
          {
            area,
            level: 'problem',
            sentence: `No active endpoint sends to ${url}.`,
            advice: 'Run npm run stripe:setup -- --apply.',
          },
        ];
  }
  return ours.map((endpoint) =>
    endpointFinding(endpoint, { version, eventTypes, widely: sandboxUrl !== null }),
  );
}

type Wanted = Omit<Registered, 'endpoints'> & {
  /** Whether an endpoint may send everything there is, as the sandbox's own does. */
  readonly widely: boolean;
};

function endpointFinding(endpoint: RegisteredEndpoint, wanted: Wanted): Finding {
  const { endpointId, events, apiVersion } = endpoint;
  const { version, eventTypes, widely } = wanted;
  const area = 'webhook';
  const mend = 'npm run stripe:setup -- --apply puts it right.';
  const lacking = eventTypes.filter((type) => !hasEvery(events, [type]));
  if (lacking.length > 0)
    return {
      area: 'prices' as const,
      level: 'problem',
      sentence: `${endpointId} does not send ${lacking.join(', ')}.`,
      advice: mend,
    };
  if (apiVersion !== version) {
    const sentence = `${endpointId} speaks API version ${apiVersion ?? 'of the account'}, the shop ${version}.`;
    return { area, level: 'warn', sentence, advice: `Events are translated meanwhile; ${mend}` };
  }
  if (!widely && (events.includes('*') || events.length > eventTypes.length)) {
    const sentence = `${endpointId} sends more event types than the ${eventTypes.length} that are read.`;
    return { area, level: 'warn', sentence, advice: `The rest is ignored and costs calls; ${mend}` };
  }
  return {
    area,
    level: 'ok',
    sentence: `${endpointId} sends the ${eventTypes.length} event types in version ${version}.`,
  };
}
