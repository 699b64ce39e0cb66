import type { Catalog } from '#domain/offer.ts';
import type { ProviderSetup, RegisteredEndpoint } from '#libs/payments/core/provider-setup.ts';
import { type Account, idOf, type SetupStep, type Sold, setUpOffer, step } from './set-up-offer.ts';
import { hasEvery, webhookUrl } from './webhook-endpoint.ts';

export type SetupResult = {
  readonly steps: readonly SetupStep[];
  /** The product of the first offer; null while it does not exist. */
  readonly productId: string | null;
  /** Price id per colour, as far as they exist. */
  readonly priceIds: Readonly<Record<string, string>>;
  /** Of an endpoint that was made just now; it is never shown again. */
  readonly webhookSecret: string | null;
};

/**
 * Brings a provider's account in line with the catalogue: product, one price per colour, webhook endpoint. What is
 * there already is adopted, so a second run changes nothing. A null address leaves the endpoint out. Throws PaymentError.
 */
export async function setUpProvider(
  account: Account,
  catalog: Catalog,
  appUrl: string | null,
): Promise<SetupResult> {
  const sold: Sold[] = [];
  for (const offer of catalog.offers)
    sold.push(await setUpOffer({ ...account, taxOf: catalog.taxOf }, offer));
  const endpoint =
    appUrl === null ? { steps: [], secret: null } : await setUpEndpoint(account, webhookUrl(appUrl));
  return {
    steps: [...sold.flatMap(({ steps }) => steps), ...endpoint.steps],
    productId: sold[0]?.productId ?? null,
    priceIds: Object.fromEntries(sold.flatMap(({ prices }) => prices)),
    webhookSecret: endpoint.secret,
  };
}

async function setUpEndpoint(
  { setup, apply }: Account,
  url: string,
): Promise<{ steps: SetupStep[]; secret: string | null }> {
  const version = await setup.apiVersion();
  const ours = (await setup.endpoints()).filter((endpoint) => endpoint.url === url);
  const current = ours.find(({ apiVersion }) => apiVersion === version);
  const others = ours.filter((endpoint) => endpoint !== current && endpoint.enabled).map(outdated);
  if (!current) {
    const made = apply ? await setup.createEndpoint(url) : null;
    const sentence = `webhook endpoint ${url} in API version ${version}${idOf(made?.endpointId ?? null)}`;
    return { steps: [step('create', sentence), ...others], secret: made?.secret ?? null };
  }
  if (current.enabled && sameEvents(current, setup)) {
    return {
      steps: [step('keep', `webhook endpoint ${current.endpointId} for ${url}`), ...others],
      secret: null,
    };
  }
  if (apply) await setup.mendEndpoint(current.endpointId);
  const sentence = `webhook endpoint ${current.endpointId}: switched on, with the ${setup.eventTypes.length} event types the shop reads`;
  return { steps: [step('change', sentence), ...others], secret: null };
}

const sameEvents = ({ events }: RegisteredEndpoint, { eventTypes }: ProviderSetup): boolean =>
  events.length === eventTypes.length && hasEvery(events, eventTypes);

/** Its version cannot be changed afterwards, and deleting it is the owner's decision. */
const outdated = ({ endpointId, apiVersion }: RegisteredEndpoint): SetupStep =>
  step(
    'keep',
    `webhook endpoint ${endpointId} has the same address in API version ${apiVersion ?? 'of the account'}: disable it once the new one works`,
  );
