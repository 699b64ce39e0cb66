/** `npm run check:lock`: refuses a lock that would not install everywhere, or that brings an unwelcome licence. */
import path from 'node:path';
import { missingFromLock, readLock, unwelcomeLicences, withoutIntegrity } from './lock.ts';
import { runMain, SetupError } from './setup-error.ts';

await runMain(async () => {
  const lock = readLock(path.dirname(import.meta.dirname));
  const complaints = [
    ...missingFromLock(lock).map(
      (line) => `not in package-lock.json: ${line} (pin a version that is complete)`,
    ),
    ...withoutIntegrity(lock).map((line) => `no integrity in package-lock.json: ${line}`),
    ...unwelcomeLicences(lock).map((line) => `licence not agreed to: ${line}`),
  ];
  if (complaints.length > 0) throw new SetupError(complaints.join('\n'));
  const count = Object.keys(lock.packages).length - 1;
  console.log(`${count} packages, complete for every platform, all with a permissive licence.`);
});
