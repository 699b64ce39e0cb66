import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit, type Source, worldItself } from '#sandbox/stripe/events.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { World } from '#sandbox/world.ts';

/** Closes an open session unpaid. Throws for one that is already complete or expired. */
export function expireSession(source: Source, session: Stored.Session): Stored.Session {
  if (session.status !== 'open') {
    throw new StripeApiError(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  }
  source.world.timers.clear(session.id);
  session.status = 'expired';
  session.url = null;
  emit(source, 'checkout.session.expired', session);
  return session;
}

/** Lets an open session expire at its time. */
export function armExpiry(world: World, session: Stored.Session): void {
  world.timers.set(session.id, session.expires_at * 1000 - world.now(), () => {
    if (session.status === 'open') expireSession(worldItself(world), session);
  });
}
