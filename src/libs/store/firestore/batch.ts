import type { Client } from './connection.ts';
import { classify, type Failure } from './failures.ts';
import type { Write } from './plan.ts';

/** A batch that was not written, or may not have been. */
export type BatchFailure = Extract<Failure, { kind: 'guard' | 'contention' | 'unclear' }>;

/** Writes all or nothing; answers null, or why it failed. Throws what no further try can cure. */
export async function runBatch(
  { db, timestampOf }: Client,
  writes: readonly Write[],
): Promise<BatchFailure | null> {
  if (writes.length === 0) return null;
  const batch = db.batch();
  for (const write of writes) {
    const document = db.doc(write.path);
    if (write.op === 'delete') batch.delete(document);
    else if (write.op === 'update')
      batch.update(document, write.fields, { lastUpdateTime: timestampOf(write.version) });
    else batch[write.op](document, write.fields);
  }
  try {
    await batch.commit();
    return null;
  } catch (error) {
    const failure = classify(error);
    if (failure.kind === 'unavailable' || failure.kind === 'bug') throw failure.error;
    return failure;
  }
}
