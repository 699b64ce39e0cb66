import { catalogSource } from '#config/catalog.ts';
import { orderPolicy } from '#config/orders.ts';
import { createOrderUrls } from '#libs/auth/order-url.ts';
import { createPersonKeys, createPseudonyms, fingerprint } from '#libs/auth/pseudonym.ts';
import { createRecoveryUrls } from '#libs/auth/recovery-link.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import { createDeliveries } from '#libs/deliveries/deliveries.ts';
import type { Env } from '#libs/Env.ts';
import { createIds } from '#libs/Ids.ts';
import { createLogger, type Logger, type LogOptions } from '#libs/Logger.ts';
import { PaymentService } from '#libs/payments/core/payment-service.ts';
import type { PaymentProvider } from '#libs/payments/core/payment-types.ts';
import { createStripeProvider } from '#libs/payments/providers/stripe/stripe-provider.ts';
import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import type { Store } from '#libs/store/store.ts';
import { createOtelSpans } from '#libs/trace/otel-spans.ts';
import { createTrace } from '#libs/trace/request-trace.ts';
import { noSpans } from '#libs/trace/spans.ts';
import type { AppContext, Clock } from '#services/app-context.ts';
import { createCheckoutGuard } from '#services/checkout-guard.ts';
import { coalesce } from '#services/coalesce.ts';
import { collect } from '#services/collect.ts';
import { createForgeryCounter } from '#services/count-forgeries.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { followBirths } from '#services/follow-births.ts';
import { createMeter } from '#services/meter.ts';
import { createWatchSoon } from '#services/watch-for-incidents.ts';
import { alertChannelsOf, alertRoutesOf } from './alerts.ts';
import { identityOf } from './identity.ts';
import { klaviyoOf } from './klaviyo.ts';
import { mailRouteOf } from './mail.ts';
import { missingStore } from './missing-store.ts';
import { collectsSpans } from './tracing.ts';

/** What differs between a request, a command and a test. */
export type Surface = {
  /** Runs work after the answer has been sent. */
  readonly defer: (work: () => Promise<void>) => void;
  /** Where log lines go; the standard output when left out. */
  readonly logTo?: LogOptions['to'];
};

/** The composition root: wires everything from the configuration, once per process. Opens no connection by itself. */
export function createContext(env: Env, surface: Surface): AppContext {
  const trace = createTrace(collectsSpans(env) ? createOtelSpans() : noSpans);
  const log = createLogger(env.LOG_LEVEL, {
    lineFields: trace.lineFields,
    ...(surface.logTo ? { to: surface.logTo } : {}),
  });
  const outside =
    (provider: string): OutsideCall =>
    (call) =>
      trace.step('provider', { provider }, call);
  const clock: Clock = { now: () => new Date() };
  const payments = new PaymentService(providersOf(env, outside('stripe')));
  const store = storeOf(env);
  const orderUrl = createOrderUrls({ appUrl: env.APP_URL, secret: env.SESSION_SECRET ?? null });
  const ids = createIds(env.ORDER_NO_PREFIX);
  const defer: AppContext['defer'] = (work) => surface.defer(() => loggingFailure(log, work));
  const alerts = alertRoutesOf(env, outside);
  const app: AppContext = {
    store,
    payments,
    deliveries: createDeliveries({
      klaviyo: klaviyoOf(env, { store, clock, around: outside('klaviyo') }),
      payments,
      mail: mailRouteOf(env, outside('smtp')),
      alerts,
      orders: {
        orderOf: async (id) => (await store.get('payment_orders', [id]))[0]?.record ?? null,
        orderUrl,
      },
    }),
    identity: identityOf(env, clock.now),
    catalog: loadCatalog(env.COLOR_PRICE_MAP_JSON ?? {}, catalogSource, env.COLOR_STOCK_JSON),
    clock,
    ids,
    log,
    trace,
    defer,
    appUrl: env.APP_URL,
    sandboxUrl: env.SANDBOX_URL ?? null,
    drainSoon: env.OUTBOX_DRAIN === 'after-response' ? coalesce(() => drainOutbox(app)) : async () => {},
    followBirth: collect((newborn) => followBirths(app, newborn)),
    forgeries: createForgeryCounter(log, clock.now),
    meter: createMeter({ store, clock, ids, log, defer }),
    alertChannels: alertChannelsOf(alerts),
    watchSoon: env.OUTBOX_DRAIN === 'after-response' ? createWatchSoon(() => app) : async () => {},
    policy: orderPolicy,
    orderUrl,
    recoveryUrl: createRecoveryUrls({ appUrl: env.APP_URL, secret: env.SESSION_SECRET ?? null }),
    pseudonym: createPseudonyms(env.SESSION_SECRET ?? ''),
    personKey: createPersonKeys(env.SESSION_SECRET ?? ''),
    fingerprint,
    checkoutGuard: createCheckoutGuard(clock.now),
  };
  return app;
}

/** Runs a call to somebody outside, so that their time is told apart from ours. */
type OutsideCall = <T>(call: () => Promise<T>) => Promise<T>;

async function loggingFailure(log: Logger, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ error }, 'deferred work failed; cron does it again');
  }
}

function storeOf(env: Env): Store {
  if (env.DATABASE_STORAGE_TARGET === 'firestore') return firestoreOf(env);
  if (!env.DATABASE_URL) return missingStore('DATABASE_URL is not set.');
  return createPostgresStore({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL_SIZE,
    prepare: env.DATABASE_PREPARE,
  });
}

function firestoreOf(env: Env): Store {
  const serviceAccount = env.FIREBASE_SERVICE_ACCOUNT ?? null;
  const projectId = serviceAccount?.projectId ?? env.FIREBASE_PROJECT_ID;
  if (!projectId) return missingStore('FIREBASE_SERVICE_ACCOUNT is not set.');
  const emulatorHost = env.FIRESTORE_EMULATOR_HOST ?? null;
  return createFirestoreStore({
    projectId,
    serviceAccount,
    emulatorHost,
    databaseId: env.FIRESTORE_DATABASE_ID,
  });
}

function providersOf(env: Env, around: OutsideCall): PaymentProvider[] {
  if (!env.STRIPE_SECRET_KEY || !env.STRIPE_WEBHOOK_SECRET) return [];
  return [
    createStripeProvider({
      secretKey: env.STRIPE_SECRET_KEY,
      webhookSecrets: env.STRIPE_WEBHOOK_SECRET,
      livemode: env.STRIPE_SECRET_KEY.startsWith('sk_live_'),
      around,
      ...(env.STRIPE_API_BASE ? { apiBase: env.STRIPE_API_BASE } : {}),
    }),
  ];
}
