import { headers } from 'next/headers';
import { getContext } from '#server/request-context.ts';
import type { AppContext } from '#services/app-context.ts';
import { inRequest } from '#services/in-request.ts';

/** Runs what came in by this door as one request: one line says how it ended, and every line of it bears one trace id. */
export async function enter<T>(door: string, work: (app: AppContext) => Promise<T>): Promise<T> {
  const app = getContext();
  const traceparent = (await headers()).get('traceparent');
  return inRequest(app, { door, traceparent }, () => work(app));
}
