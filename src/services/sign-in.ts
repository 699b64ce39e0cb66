import { IdentityUnavailableError, type SignInProblem } from '#domain/shopper.ts';
import type { Identity, LinkRequest, Session, SignIn } from '#libs/auth/identity.ts';
import type { AppContext } from './app-context.ts';
import { claimOrders } from './claim-orders.ts';
import { withinDeadline } from './within-deadline.ts';

export type SignInStep =
  | { readonly kind: 'link_sent' }
  | { readonly kind: 'signed_in'; readonly session: Session }
  | { readonly kind: 'problem'; readonly problem: SignInProblem };

/** How long somebody who has just signed in waits for their earlier orders, milliseconds. */
const patienceMs = 2_000;

/** Sends a link to the address; where a stand-in takes everybody's word, its owner is signed in at once. */
export const askToSignIn = (app: AppContext, request: LinkRequest): Promise<SignInStep> =>
  attempt(app, async ({ entrance }) => {
    if (entrance.kind === 'stand_in') return welcome(app, await entrance.signInAs(request.email));
    const result = await entrance.sendLink(request);
    return result === 'sent' ? { kind: 'link_sent' } : { kind: 'problem', problem: result };
  });

/** Signs in whoever has the link and knows the address it was sent to. */
export const signInByLink = (app: AppContext, email: string, oobCode: string): Promise<SignInStep> =>
  attempt(app, async ({ entrance }) =>
    entrance.kind === 'email_link'
      ? welcome(app, await entrance.signInWithLink(email, oobCode))
      : { kind: 'problem', problem: 'link_invalid' },
  );

/** Signs in whoever brings the ID token of a sign-in that has just happened. */
export const signInByToken = (app: AppContext, idToken: string): Promise<SignInStep> =>
  attempt(app, async (identity) => welcome(app, await identity.signInWithToken(idToken)));

async function attempt(
  app: AppContext,
  enter: (identity: Identity) => Promise<SignInStep>,
): Promise<SignInStep> {
  if (app.identity === null) return { kind: 'problem', problem: 'identity_misconfigured' };
  try {
    return await enter(app.identity);
  } catch (error) {
    if (!(error instanceof IdentityUnavailableError)) throw error;
    app.log.error({ code: error.code, error }, 'nobody can sign in');
    return { kind: 'problem', problem: error.code };
  }
}

/** What a shopper bought as a guest becomes theirs before they look, unless that takes long; the account page does the rest. */
async function welcome(app: AppContext, signIn: SignIn): Promise<SignInStep> {
  if (signIn.kind === 'refused') return { kind: 'problem', problem: signIn.reason };
  try {
    await withinDeadline(claimOrders(app, signIn.shopper), patienceMs);
  } catch (error) {
    app.log.warn({ error }, 'the orders of a shopper who signed in are claimed later');
  }
  return { kind: 'signed_in', session: signIn.session };
}
