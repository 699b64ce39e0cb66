import { insert, update } from '#domain/changes.ts';
import type { AppContext } from '#services/app-context.ts';

/** Up to which moment a walk has seen everything; null before its first. */
export async function bookmarkOf(app: AppContext, id: string): Promise<Date | null> {
  const [kept] = await app.store.get('bookmarks', [id]);
  return kept ? momentOf(kept.record.place) : null;
}

/** Moves a bookmark on, never back. Another run that is quicker is as good. */
export async function moveBookmark(app: AppContext, id: string, until: Date): Promise<void> {
  const now = app.clock.now();
  const place = { until: until.toISOString() };
  const [kept] = await app.store.get('bookmarks', [id]);
  if (kept && (momentOf(kept.record.place) ?? until) >= until) return;
  const change = kept
    ? update('bookmarks', kept, { place, updated_at: now })
    : insert('bookmarks', { id, place, created_at: now, updated_at: now });
  await app.store.commit({ log: null, changes: [change] });
}

function momentOf(place: unknown): Date | null {
  const until = typeof place === 'object' && place !== null && 'until' in place ? place.until : null;
  return typeof until === 'string' ? new Date(until) : null;
}
