import type { OrderPass } from './order-key.ts';
import { readSignedValue, signValue } from './signed-value.ts';

/** How long a browser keeps what it was let in to, seconds: a visit in between begins the time anew. */
export const passSeconds = 60 * 24 * 3600;

/** Orders a browser keeps at most; the one used longest ago gives way. */
const mostPasses = 12;

type Seal = { readonly secret: string; readonly now: Date };

/** The passes with this one in front, in place of an older one for the same order. */
export const withPass = (passes: readonly OrderPass[], pass: OrderPass): readonly OrderPass[] =>
  [pass, ...passes.filter(({ orderNo }) => orderNo !== pass.orderNo)].slice(0, mostPasses);

/** Signs the passes of one browser, so that none can be added to them. */
export const sealPasses = (passes: readonly OrderPass[], { secret, now }: Seal): Promise<string> =>
  signValue(
    { orders: passes.map(({ orderNo, version }) => [orderNo, version]) },
    { purpose: 'orders', secret, now },
    passSeconds,
  );

/** The passes in a cookie; none when it is forged, expired or malformed. */
export async function openPasses(cookie: string, { secret, now }: Seal): Promise<readonly OrderPass[]> {
  const value = await readSignedValue(cookie, { purpose: 'orders', secret, now });
  const orders: unknown = value?.orders;
  return Array.isArray(orders) ? orders.flatMap((entry: unknown) => passIn(entry) ?? []) : [];
}

function passIn(entry: unknown): OrderPass | null {
  const [orderNo, version] = Array.isArray(entry) ? (entry as unknown[]) : [];
  return typeof orderNo === 'string' && typeof version === 'number' ? { orderNo, version } : null;
}
