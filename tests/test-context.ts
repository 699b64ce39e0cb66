import { catalogSource } from '#config/catalog.ts';
import { orderPolicy } from '#config/orders.ts';
import type { AlertChannel } from '#domain/alerts/announcement.ts';
import type { StockLimit } from '#domain/offer.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { Identity } from '#libs/auth/identity.ts';
import { createOrderUrls } from '#libs/auth/order-url.ts';
import { createPersonKeys, createPseudonyms, fingerprint } from '#libs/auth/pseudonym.ts';
import { createRecoveryUrls } from '#libs/auth/recovery-link.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import { alertDelivery } from '#libs/deliveries/alert-delivery.ts';
import type { AlertRoutes } from '#libs/deliveries/alert-routes.ts';
import type { Delivery, DeliveryError } from '#libs/deliveries/delivery.ts';
import { emailDelivery, type MailRoute } from '#libs/deliveries/email-delivery.ts';
import { refundDelivery } from '#libs/deliveries/refund-delivery.ts';
import { createIds } from '#libs/Ids.ts';
import { createLogger } from '#libs/Logger.ts';
import { PaymentService } from '#libs/payments/core/payment-service.ts';
import { createStripeProvider } from '#libs/payments/providers/stripe/stripe-provider.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import type { Store } from '#libs/store/store.ts';
import { createTrace } from '#libs/trace/request-trace.ts';
import type { AppContext } from '#services/app-context.ts';
import { createCheckoutGuard } from '#services/checkout-guard.ts';
import { coalesce } from '#services/coalesce.ts';
import { collect } from '#services/collect.ts';
import { createForgeryCounter } from '#services/count-forgeries.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { followBirths } from '#services/follow-births.ts';
import { createMeter } from '#services/meter.ts';
import { createWatchSoon } from '#services/watch-for-incidents.ts';
import { sessionSecret, webhookSecret } from './factories.ts';

/** A clock that stands still until it is moved. */
export type TestClock = { now(): Date; pass(seconds: number): void };

export function createTestClock(start = new Date('2026-11-21T12:00:00Z')): TestClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    pass(seconds) {
      time += seconds * 1000;
    },
  };
}

/** The real time, moved on as told: for shops whose provider lives in real time. */
export function createRunningClock(): TestClock {
  let passed = 0;
  return {
    now: () => new Date(Date.now() + passed),
    pass(seconds) {
      passed += seconds * 1000;
    },
  };
}

export type TestContext = AppContext & {
  readonly clock: TestClock;
  /** What the receivers took, in the order they took it. */
  readonly sent: OutboxMessage[];
  /** The mails that were sent, in that order; the mail server is never down. */
  readonly mails: OutboxMessage[];
  /** The next deliveries fail with these errors, first one first. */
  readonly failures: DeliveryError[];
  /** Resolves once everything deferred so far, and what that deferred, is over; failures in it are dropped, as in the shop. */
  settled(): Promise<void>;
};

export const priceMap = {
  'honey-khaki': 'price_honey_khaki',
  'sakura-pink': 'price_sakura_pink',
  'healing-green': 'price_healing_green',
  'moonlight-grey': 'price_moonlight_grey',
  red: 'price_red',
};

/** How red is limited where it is. */
export const fiveOfThem: StockLimit = {
  limit: 5,
  buffer: 1,
  holdSeconds: 1_800,
  fewLeft: 3,
  whenUnknown: 'close',
};

/** What every context of this process has deferred and is not over. */
const deferredByAll = new Set<Promise<void>>();

async function overAll(deferred: ReadonlySet<Promise<void>>): Promise<void> {
  while (deferred.size > 0) await Promise.all(deferred);
}

/** Resolves once nothing that any context deferred goes on, so that no test finds the hands of another in its store. */
export const everythingSettled = (): Promise<void> => overAll(deferredByAll);

/**
 * A whole application in this process: memory store, real Stripe verification and translation, receivers that only listen,
 * but for a Stripe at `stripeApi` and the mails that take a route of their own. Nothing is limited unless `stock` limits red.
 * Time stands still unless a clock that runs is given.
 */
export function createTestContext(
  options: {
    store?: Store;
    stripeApi?: string;
    identity?: Identity;
    stock?: Partial<StockLimit>;
    mail?: MailRoute;
    alertChannels?: readonly AlertChannel[];
    alerts?: AlertRoutes;
    clock?: TestClock;
  } = {},
): TestContext {
  const clock = options.clock ?? createTestClock();
  const log = createLogger('silent');
  const deferred = new Set<Promise<void>>();
  const sent: OutboxMessage[] = [];
  const failures: DeliveryError[] = [];
  const mails: OutboxMessage[] = [];
  const stripe = createStripeProvider({
    secretKey: 'sk_test_unit_0000000000',
    webhookSecrets: [webhookSecret],
    livemode: false,
    ...(options.stripeApi ? { apiBase: options.stripeApi } : {}),
  });
  const payments = new PaymentService([stripe]);
  const listen: Delivery = async (message) => {
    const failure = failures.shift();
    if (failure) throw failure;
    sent.push(message);
    return { kind: 'sent' };
  };
  const store = options.store ?? createMemoryStore({ now: clock.now });
  const orderUrl = createOrderUrls({ appUrl: 'https://shop.test', secret: sessionSecret });
  const orderOf = async (id: string) => (await store.get('payment_orders', [id]))[0]?.record ?? null;
  const keep: Delivery = async (message) => {
    mails.push(message);
    return { kind: 'sent' };
  };
  const ids = createIds('ROL');
  const defer: AppContext['defer'] = (work) => {
    const promise = work()
      .catch((error: unknown) => log.warn({ error }, 'deferred work failed'))
      .finally(() => {
        deferred.delete(promise);
        deferredByAll.delete(promise);
      });
    deferred.add(promise);
    deferredByAll.add(promise);
  };
  const app: TestContext = {
    store,
    payments,
    deliveries: {
      'klaviyo.event': listen,
      'klaviyo.subscription': async () => ({ kind: 'sent' }),
      'klaviyo.deletion': listen,
      refund: options.stripeApi ? refundDelivery(payments) : listen,
      email: options.mail ? emailDelivery(options.mail, { orderOf, orderUrl }) : keep,
      alert: options.alerts ? alertDelivery(options.alerts) : listen,
    },
    identity: options.identity ?? null,
    catalog: loadCatalog(
      priceMap,
      catalogSource,
      options.stock && { red: { ...fiveOfThem, ...options.stock } },
    ),
    clock,
    ids,
    log,
    trace: createTrace(),
    defer,
    appUrl: 'https://shop.test',
    sandboxUrl: null,
    drainSoon: coalesce(() => drainOutbox(app)),
    followBirth: collect((newborn) => followBirths(app, newborn)),
    forgeries: createForgeryCounter(log, clock.now),
    meter: createMeter({ store, clock, ids, log, defer }),
    alertChannels: options.alertChannels ?? [],
    watchSoon: options.alertChannels ? createWatchSoon(() => app) : async () => {},
    policy: orderPolicy,
    orderUrl,
    recoveryUrl: createRecoveryUrls({ appUrl: 'https://shop.test', secret: sessionSecret }),
    pseudonym: createPseudonyms(sessionSecret),
    personKey: createPersonKeys(sessionSecret),
    fingerprint,
    checkoutGuard: createCheckoutGuard(clock.now),
    sent,
    mails,
    failures,
    settled: () => overAll(deferred),
  };
  return app;
}
