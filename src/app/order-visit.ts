import { cookies } from 'next/headers';
import { fixed, nameOf, sessionOwner, visitor } from '#app/visitor.ts';
import { IdentityUnavailableError } from '#domain/shopper.ts';
import type { OrderPass } from '#libs/auth/order-key.ts';
import { openPasses, passSeconds, sealPasses, withPass } from '#libs/auth/order-passes.ts';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';
import type { OrderAccess } from '#services/order-access.ts';

const cookieName = (app: AppContext): string => nameOf(app, 'orders');

/** What the visitor brings along for one order: the pass this browser got for it, and who is signed in. */
export async function accessOf(app: AppContext, orderNo: string): Promise<OrderAccess> {
  const pass = (await passes(app)).find((known) => known.orderNo === orderNo);
  return { orderNo, linkVersion: pass?.version ?? null, uid: await uidOf(app) };
}

/** Lets this browser in to an order, or keeps it in for longer; a link's key never stays in the address. */
export async function keepPass(app: AppContext, pass: OrderPass): Promise<void> {
  await keep(app, withPass(await passes(app), pass));
}

/** Takes one order out of what this browser may see. */
export async function dropPass(app: AppContext, orderNo: string): Promise<void> {
  await keep(
    app,
    (await passes(app)).filter((pass) => pass.orderNo !== orderNo),
  );
}

async function passes(app: AppContext): Promise<readonly OrderPass[]> {
  const { SESSION_SECRET: secret } = loadEnv();
  const cookie = (await cookies()).get(cookieName(app))?.value;
  return secret && cookie ? openPasses(cookie, { secret, now: app.clock.now() }) : [];
}

async function keep(app: AppContext, kept: readonly OrderPass[]): Promise<void> {
  const { SESSION_SECRET: secret } = loadEnv();
  if (!secret) return;
  const jar = await cookies();
  if (kept.length === 0) {
    jar.delete({ name: cookieName(app), ...fixed(app) });
    return;
  }
  const cookie = await sealPasses(kept, { secret, now: app.clock.now() });
  jar.set(cookieName(app), cookie, { ...fixed(app), maxAge: passSeconds });
}

/** Nobody, while the identity provider cannot be asked: a browser's own passes open orders all the same. */
async function uidOf(app: AppContext): Promise<string | null> {
  if ((await sessionOwner(app)) === null) return null;
  try {
    return (await visitor(app))?.uid ?? null;
  } catch (error) {
    if (!(error instanceof IdentityUnavailableError)) throw error;
    app.log.warn({ code: error.code, error }, 'an order page goes without the account');
    return null;
  }
}
