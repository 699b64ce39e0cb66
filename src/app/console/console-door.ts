import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { enter } from '#app/enter.ts';
import { comesFromOurPages } from '#app/own-origin.ts';
import { PaymentError } from '#domain/errors.ts';
import { demandRole, mayAct, NotAllowedError, type Operator, type Role } from '#domain/operator.ts';
import type { RailCounts } from '#domain/rail-counts.ts';
import { getContext } from '#server/request-context.ts';
import type { AppContext } from '#services/app-context.ts';
import { addressHeader, consoleAddress } from './console-address.ts';
import { currentLook, type Look } from './console-cookies.ts';
import { operatorHere } from './operator-here.ts';
import { countsForRail } from './rail.ts';

/** What a page of the console is rendered for. */
export type Visit = {
  readonly app: AppContext;
  readonly operator: Operator;
  readonly look: Look;
  /** Asked for from the first, so that the page's own questions and these are answered at the same time. */
  readonly counts: Promise<RailCounts | null>;
  /** What times are told against: the moment of the request, and the zone its reader lives in. */
  readonly times: { readonly now: Date; readonly zone: string };
};

/**
 * Every page begins with it: lets in whoever has the role, sends the others to sign in, and knows nothing of the page where
 * the role does not suffice or where there is no console.
 */
export async function visitConsole(need: Role = 'viewer'): Promise<Visit> {
  const app = getContext();
  const here = await operatorHere(app);
  if (here.kind === 'no_console') notFound();
  if (here.kind === 'signed_out') {
    const wanted = consoleAddress((await headers()).get(addressHeader));
    redirect(`/console/sign-in?to=${encodeURIComponent(wanted)}`);
  }
  if (!mayAct(here.operator, need)) notFound();
  const counts = countsForRail(app, here.operator);
  const look = await currentLook();
  return { app, operator: here.operator, look, counts, times: { now: app.clock.now(), zone: look.zone } };
}

/**
 * Every server action begins with it, unless it is made with `answer`. Throws NotAllowedError when the form was not on one
 * of our pages, when nobody is signed in, or when their role does not suffice.
 */
export async function actInConsole(need: Role): Promise<{ app: AppContext; operator: Operator }> {
  const app = getContext();
  if (!comesFromOurPages(await headers(), app.appUrl)) throw new NotAllowedError(need);
  const here = await operatorHere(app);
  if (here.kind !== 'signed_in') throw new NotAllowedError(need);
  demandRole(here.operator, need);
  return { app, operator: here.operator };
}

/** What a form shows after it was sent. */
export type Answer = { readonly kind: 'done' | 'refused'; readonly text: string };

/** The action behind a ConfirmForm: what was done in one sentence, or why it was not. */
export function answer(
  need: Role,
  act: (visit: { app: AppContext; operator: Operator }) => Promise<string | Answer>,
): Promise<Answer> {
  return enter('console action', async ({ trace }) => {
    try {
      const told = await act(await actInConsole(need));
      return typeof told === 'string' ? { kind: 'done', text: told } : told;
    } catch (error) {
      if (!(error instanceof PaymentError)) throw error;
      trace.note({ outcome: 'refused', code: error.code });
      return { kind: 'refused', text: error.message };
    }
  });
}

/**
 * Every route of the console is made of it: 404 without a console, 401 without a session, 403 from elsewhere or with too
 * little authority; a link on another site does not start a download. Nothing of it is kept by anybody.
 */
export const consoleRoute = (
  request: Request,
  need: Role,
  respond: (visit: { app: AppContext; operator: Operator }) => Promise<Response>,
): Promise<Response> => enter('console route', (app) => admit(app, { request, need, respond }));

async function admit(
  app: AppContext,
  { request, need, respond }: { request: Request; need: Role; respond: Parameters<typeof consoleRoute>[2] },
): Promise<Response> {
  const here = await operatorHere(app);
  if (here.kind === 'no_console') return refuse(404, 'not_found');
  if (here.kind === 'signed_out') return refuse(401, 'signed_out');
  if (!isWelcome(request, app)) return refuse(403, 'foreign_origin');
  if (!mayAct(here.operator, need)) return refuse(403, 'not_allowed');
  const response = await respond({ app, operator: here.operator });
  for (const [name, value] of Object.entries(unkept)) response.headers.set(name, value);
  return response;
}

/** Reading is also for whoever types the address; everything else is for our own pages alone. */
function isWelcome(request: Request, app: AppContext): boolean {
  if (request.method !== 'GET') return comesFromOurPages(request.headers, app.appUrl);
  const site = request.headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}

const unkept = {
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
  'X-Content-Type-Options': 'nosniff',
};

const refuse = (status: number, error: string): Response =>
  Response.json({ error }, { status, headers: unkept });
