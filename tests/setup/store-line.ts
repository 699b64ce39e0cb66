import { startFirestoreProxy } from './firestore-proxy.ts';
import type { StorePlace } from './store-place.ts';
import type { TcpProxy } from './tcp-proxy.ts';
import { startWireProxy } from './wire-proxy.ts';

/** The way to a database: counts what is asked on it, and makes trouble on demand. */
export type StoreLine = Omit<TcpProxy, 'port'> & {
  /** The same place, at the end of this line. */
  readonly place: StorePlace;
  /** How often an answer has been waited for since the last call of this. */
  asked(): number;
};

export async function startStoreLine(place: StorePlace): Promise<StoreLine> {
  if (place.kind === 'Postgres') {
    const { url, roundTrips, ...wire } = await startWireProxy(place.url);
    return { ...wire, place: { ...place, url }, asked: roundTrips };
  }
  const { host, usage, ...wire } = await startFirestoreProxy(place.host);
  const asked = () => Object.values(usage().calls).reduce((sum, calls) => sum + calls, 0);
  return { ...wire, place: { ...place, host }, asked };
}
