import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';

export type TestFirestore = {
  readonly host: string;
  readonly projectId: string;
  /** Takes every document away. */
  empty(): Promise<void>;
  drop(): Promise<void>;
};

/** Answers a project of one's own on the run's emulator, which holds nothing yet. Throws where there is no emulator. */
export async function createTestFirestore(): Promise<TestFirestore> {
  const host = inject('firestoreHost');
  if (host === null) throw new Error('This machine has no Firestore emulator; skip what needs one.');
  const projectId = `demo-test-${randomBytes(6).toString('hex')}`;
  const empty = async () => {
    const documents = `http://${host}/emulator/v1/projects/${projectId}/databases/(default)/documents`;
    const answer = await fetch(documents, { method: 'DELETE' });
    if (!answer.ok) throw new Error(`The emulator did not empty ${projectId}: ${await answer.text()}`);
  };
  // The emulator has no way to forget a project; an empty one costs it nothing.
  return { host, projectId, empty, drop: empty };
}
