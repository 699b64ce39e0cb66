import { getContext } from '#server/request-context.ts';

export const dynamic = 'force-dynamic';

/** 200 when orders can be recorded, 503 with one sentence when not. Tells nothing about the configuration. */
export async function GET(): Promise<Response> {
  const problem = await getContext().store.problem();
  return Response.json({ ok: problem === null }, { status: problem === null ? 200 : 503 });
}
