import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { expireSession } from '#sandbox/stripe/session-expiry.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { World } from '#sandbox/world.ts';

export const findSession = (world: World, id: string): Stored.Session =>
  found(world.state.sessions, 'checkout.session', { id });

export const retrieveSession = (call: Call) => findSession(call.world, idOf(call));

export function updateSession(call: Call): Stored.Session {
  const session = retrieveSession(call);
  session.metadata = metadataOf(call.form, session.metadata ?? {});
  return session;
}

export const expireSessionCall = (call: Call) => expireSession(call, retrieveSession(call));

export function listSessions(call: Call): object {
  const fields = {
    payment_intent: (session: Stored.Session) => session.payment_intent,
    customer: (session: Stored.Session) => session.customer,
    status: (session: Stored.Session) => session.status,
  };
  const email = call.form.child('customer_details')?.text('email');
  const sessions = whereEqual(call, call.world.state.sessions.newestFirst(), fields).filter(
    (session) => email === undefined || session.customer_details?.email === email,
  );
  return listPage(call, sessions);
}

export const listLineItems = (call: Call): object =>
  listPage(call, call.world.state.checkouts.find(retrieveSession(call).id)?.lineItems ?? []);
