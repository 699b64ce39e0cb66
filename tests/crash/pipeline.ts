import { orderPolicy } from '#config/orders.ts';
import { createOrderUrls } from '#libs/auth/order-url.ts';
import { createPersonKeys, createPseudonyms, fingerprint } from '#libs/auth/pseudonym.ts';
import { createRecoveryUrls } from '#libs/auth/recovery-link.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import { createDeliveries } from '#libs/deliveries/deliveries.ts';
import type { Deliveries } from '#libs/deliveries/delivery.ts';
import { createIds } from '#libs/Ids.ts';
import { createLogger } from '#libs/Logger.ts';
import { PaymentService } from '#libs/payments/core/payment-service.ts';
import { createStripeProvider } from '#libs/payments/providers/stripe/stripe-provider.ts';
import { createTrace } from '#libs/trace/request-trace.ts';
import type { AppContext, Clock } from '#services/app-context.ts';
import { createCheckoutGuard } from '#services/checkout-guard.ts';
import { coalesce } from '#services/coalesce.ts';
import { collect } from '#services/collect.ts';
import { createForgeryCounter } from '#services/count-forgeries.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { followBirths } from '#services/follow-births.ts';
import { createMeter } from '#services/meter.ts';
import { sessionSecret, webhookSecret } from '#tests/factories.ts';
import { type AccountOptions, klaviyoAccount } from '#tests/klaviyo-account.ts';
import { openStoreAt, type StorePlace } from '#tests/setup/store-place.ts';
import { priceMap } from '#tests/test-context.ts';

/** Told the name of every boundary between two steps, such as `before commit`; may throw, kill or pause. */
export type Crossing = (boundary: string) => void;

export type PipelineOptions = {
  readonly place: StorePlace;
  readonly sandboxUrl: string;
  readonly clock?: Clock;
  readonly cross?: Crossing;
  /** Stands around the real deliveries. */
  readonly around?: (deliveries: Deliveries) => Deliveries;
  readonly drainsByItself?: boolean;
  readonly poolSize?: number;
  /** What Klaviyo allows; its own limits unless told otherwise. */
  readonly limits?: AccountOptions['limits'];
};

export type Pipeline = AppContext & {
  /** Resolves once everything deferred so far, and what that deferred, is over; failures in it are dropped, as in the shop. */
  settled(): Promise<void>;
};

const stepsOfStore = ['load', 'commit', 'list', 'dueLogs', 'claim', 'settle'] as const;
const stepsOfProvider = ['parseWebhook', 'acknowledge', 'fetchPayment', 'refetch'] as const;

/** The whole application on a real database and the local provider world, with every step of it between two boundaries. */
export function openPipeline(options: PipelineOptions): Pipeline {
  const { place, sandboxUrl, cross = () => {}, around = (same) => same, poolSize = 5 } = options;
  const clock = options.clock ?? { now: () => new Date() };
  const log = createLogger('silent');
  const deferred = new Set<Promise<void>>();
  const stripe = createStripeProvider({
    secretKey: 'sk_test_crash_0000000000',
    webhookSecrets: [webhookSecret],
    livemode: false,
    apiBase: sandboxUrl,
  });
  const payments = new PaymentService([stepped(stripe, stepsOfProvider, cross)]);
  const home = openStoreAt(place, { poolSize });
  const store = stepped(home, stepsOfStore, cross);
  // Whose turn it is to call is no step of a message.
  const klaviyo = klaviyoAccount({
    apiBase: `${sandboxUrl}/klaviyo`,
    store: home,
    clock,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  const orderUrl = createOrderUrls({ appUrl: 'https://shop.test', secret: sessionSecret });
  const alerts = { email: null, webhook: null, sms: null };
  const orders = { orderOf: async () => null, orderUrl };
  // Mails go the way of every message; writing them would only make each of these processes start slowly.
  const deliveries = around(createDeliveries({ klaviyo, payments, mail: 'nobody', orders, alerts }));
  const ids = createIds('ROL');
  const defer: AppContext['defer'] = (work) => {
    const promise = work()
      .catch(() => {})
      .finally(() => deferred.delete(promise));
    deferred.add(promise);
  };
  const app: Pipeline = {
    store,
    payments,
    deliveries: stepped(deliveries, ['klaviyo.event'], cross),
    identity: null,
    catalog: loadCatalog(priceMap),
    clock,
    ids,
    log,
    trace: createTrace(),
    defer,
    appUrl: 'https://shop.test',
    sandboxUrl: null,
    drainSoon: options.drainsByItself === false ? async () => {} : coalesce(() => drainOutbox(app)),
    followBirth: collect((newborn) => followBirths(app, newborn)),
    forgeries: createForgeryCounter(log, clock.now),
    meter: createMeter({ store, clock, ids, log, defer }),
    // Nobody is told of what is broken on purpose.
    ...{ alertChannels: [], watchSoon: async () => {} },
    policy: orderPolicy,
    orderUrl,
    recoveryUrl: createRecoveryUrls({ appUrl: 'https://shop.test', secret: sessionSecret }),
    pseudonym: createPseudonyms(sessionSecret),
    personKey: createPersonKeys(sessionSecret),
    fingerprint,
    checkoutGuard: createCheckoutGuard(clock.now),
    async settled() {
      while (deferred.size > 0) await Promise.all(deferred);
    },
  };
  return app;
}

/** The same object, with a boundary before and after each call of the named methods. */
function stepped<T extends object>(inner: T, names: readonly (keyof T & string)[], cross: Crossing): T {
  return new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const call = (...given: unknown[]): unknown => Reflect.apply(member, target, given);
      return names.some((known) => known === name) ? withBoundaries(String(name), call, cross) : call;
    },
  });
}

function withBoundaries(name: string, call: (...given: unknown[]) => unknown, cross: Crossing) {
  const after = <T>(answer: T): T => {
    cross(`after ${name}`);
    return answer;
  };
  return (...given: unknown[]): unknown => {
    // A step that answers a promise fails by rejecting it, whatever the boundary does.
    try {
      cross(`before ${name}`);
    } catch (error) {
      if (name === 'parseWebhook' || name === 'acknowledge') throw error;
      return Promise.reject(error);
    }
    const answer = call(...given);
    return answer instanceof Promise ? answer.then(after) : after(answer);
  };
}
