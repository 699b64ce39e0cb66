/** One Firestore emulator for a whole test run, where the machine has one. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { endLeftEmulator, startFirestoreEmulator } from '#scripts/firestore-emulator.ts';
import { findFirestoreEmulator } from '#scripts/firestore-emulator-search.ts';
import { firestoreLine } from '#scripts/test-counts.ts';
import { leftFolders } from './left-folders.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Null where no emulator was found. */
    firestoreHost: string | null;
  }
}

const prefix = 'rolitt-firestore-';

/** Starts the emulator if there is one, and answers how to take it down again. */
export default async function globalFirestore(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  for (const folder of leftFolders(prefix)) {
    await endLeftEmulator(folder);
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const found = findFirestoreEmulator();
  if (found.kind === 'none') {
    project.provide('firestoreHost', null);
    process.stdout.write(`${firestoreLine(found, { complete: true })}\n`);
    return undefined;
  }
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  const emulator = await startFirestoreEmulator({ dataDir, found });
  project.provide('firestoreHost', emulator.host);
  return async () => {
    await emulator.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
}
