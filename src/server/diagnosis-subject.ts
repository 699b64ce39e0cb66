import type { Env } from '#libs/Env.ts';
import { klaviyoKeyState } from '#libs/klaviyo/klaviyo-key.ts';
import type { AppContext } from '#services/app-context.ts';
import type { Subject } from '#services/finding.ts';
import { mailRouteOf } from './mail.ts';

/** What is examined when somebody asks whether everything fits together: the context, and what only the configuration knows. */
export function diagnosisSubject(app: AppContext, env: Env): Subject {
  const { KLAVIYO_API_KEY: klaviyoKey } = env;
  const mail = mailRouteOf(env);
  return {
    ...app,
    databaseConfigured: env.DATABASE_STORAGE_TARGET === 'firestore' || env.DATABASE_URL !== undefined,
    productId: env.STRIPE_PRODUCT_ID ?? null,
    keyMode: env.STRIPE_SECRET_KEY?.startsWith('sk_live_') ? 'live' : 'test',
    production: env.APP_ENV === 'production',
    proxyHops: env.TRUSTED_PROXY_HOPS,
    mail: typeof mail === 'string' ? mail : mail.state,
    klaviyo: klaviyoKey === undefined ? null : () => klaviyoKeyState(klaviyoKey, env.KLAVIYO_API_BASE),
  };
}
