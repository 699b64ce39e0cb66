import * as z from 'zod';
import { readBody } from '#app/api/read-body.ts';
import { enter } from '#app/enter.ts';
import { comesFromOurPages } from '#app/own-origin.ts';
import { letGo, letIn, visitor } from '#app/visitor.ts';
import { IdentityUnavailableError } from '#domain/shopper.ts';
import type { AppContext } from '#services/app-context.ts';
import { signInByToken } from '#services/sign-in.ts';

/** Largest request taken, bytes; an ID token is about a kilobyte. */
const bodyLimit = 16_384;

const SessionRequest = z.object({ idToken: z.string().min(1) });

/** Makes a session of an ID token that a Firebase client of the shop's own obtained. */
export const openSession = (request: Request): Promise<Response> =>
  atDoor(request, async (app) => {
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
      return refuse(415, 'not_json');
    const body = await readBody(request, bodyLimit);
    if (body === null) return refuse(413, 'too_large');
    const parsed = SessionRequest.safeParse(parseJson(body));
    if (!parsed.success) return refuse(400, 'invalid_body');
    const step = await signInByToken(app, parsed.data.idToken);
    if (step.kind === 'problem')
      return refuse(step.problem.startsWith('identity_') ? 503 : 401, step.problem);
    if (step.kind === 'signed_in') await letIn(app, step.session);
    return new Response(null, { status: 204, headers: noStore });
  });

/** Ends the session in this browser, or with `?everywhere` every session of its owner. */
export const endSession = (request: Request): Promise<Response> =>
  atDoor(request, async (app) => {
    if (new URL(request.url).searchParams.has('everywhere')) {
      const shopper = await visitor(app);
      if (shopper === null) return refuse(401, 'signed_out');
      await app.identity?.endSessions(shopper.uid);
    }
    await letGo(app);
    return new Response(null, { status: 204, headers: noStore });
  });

/** Opens only where somebody can sign in at all, and only to our own pages. */
const atDoor = (request: Request, open: (app: AppContext) => Promise<Response>): Promise<Response> =>
  enter('session', (app) => answer(app, request, open));

async function answer(
  app: AppContext,
  request: Request,
  open: (app: AppContext) => Promise<Response>,
): Promise<Response> {
  if (app.identity === null) return refuse(404, 'not_configured');
  if (!comesFromOurPages(request.headers, app.appUrl)) return refuse(403, 'foreign_origin');
  try {
    return await open(app);
  } catch (error) {
    if (!(error instanceof IdentityUnavailableError)) throw error;
    app.log.error({ code: error.code, error }, 'a session could not be ended');
    return refuse(503, error.code);
  }
}

const noStore = { 'cache-control': 'no-store' };

const refuse = (status: number, error: string): Response =>
  Response.json({ error }, { status, headers: noStore });

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
