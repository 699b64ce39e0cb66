import { loadEnv } from '#libs/Env.ts';
import { getContext } from '#server/request-context.ts';

export const dynamic = 'force-dynamic';

/** 200 when orders can be recorded, 503 when not, and in which kind of database. Tells nothing else of the configuration. */
export async function GET(): Promise<Response> {
  const problem = await getContext().store.problem();
  const health = { ok: problem === null, store: loadEnv().DATABASE_STORAGE_TARGET };
  return Response.json(health, { status: health.ok ? 200 : 503 });
}
