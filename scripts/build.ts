/** `npm run build`. */
import { build } from './production-build.ts';
import { runMain } from './setup-error.ts';

await runMain(() => build({ onLine: (line) => console.log(line) }));
