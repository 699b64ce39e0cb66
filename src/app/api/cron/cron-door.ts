import { createHash, timingSafeEqual } from 'node:crypto';
import { loadEnv } from '#libs/Env.ts';
import { getContext } from '#server/request-context.ts';
import type { AppContext } from '#services/app-context.ts';
import { inRequest } from '#services/in-request.ts';

/** Runs a job for whoever knows the cron secret (`Authorization: Bearer …`, as Vercel sends it); 401 for everybody else. */
export async function cronDoor(
  request: Request,
  job: (app: AppContext) => Promise<unknown>,
): Promise<Response> {
  const { CRON_SECRET: secret } = loadEnv();
  const given = request.headers.get('authorization') ?? '';
  if (!secret || !sameText(given, `Bearer ${secret}`))
    return Response.json({ error: 'unauthorized' }, { status: 401 });
  const app = getContext();
  const door = `cron ${new URL(request.url).pathname.split('/').at(-1)}`;
  const traceparent = request.headers.get('traceparent');
  return inRequest(app, { door, traceparent }, () => run(app, job));
}

async function run(app: AppContext, job: (app: AppContext) => Promise<unknown>): Promise<Response> {
  try {
    return Response.json({ ok: true, result: await job(app) });
  } catch (error) {
    app.log.error({ error }, 'a cron job failed');
    app.trace.note({ outcome: 'failed' });
    return Response.json({ ok: false }, { status: 503 });
  }
}

/** Compares without telling by its time where two texts differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
