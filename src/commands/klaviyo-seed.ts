/** `npm run klaviyo:seed`: puts one test event of every metric into Klaviyo, so that flows can be built before the first sale. */
import { parseArgs } from 'node:util';
import { DeliveryError } from '#libs/deliveries/delivery.ts';
import { EnvError, loadEnv } from '#libs/Env.ts';
import { createContext } from '#server/context.ts';
import { seedEvents, seedKlaviyo } from '#services/seed-klaviyo.ts';

const usage = `Usage: npm run klaviyo:seed -- [--profile=test@example.com] [--dry-run]
  Without --profile it is KLAVIYO_TEST_PROFILE. --dry-run prints what would be sent.`;

/** The command cannot go on; its message is for the person who typed it. */
class Refusal extends Error {}

function optionsFrom(testProfile: string | undefined) {
  try {
    const { values } = parseArgs({
      options: { profile: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    });
    const profile = values.profile ?? testProfile ?? '';
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(profile)) return { profile, isDryRun: values['dry-run'] === true };
  } catch {
    // What is wrong with it is told by the usage.
  }
  throw new Refusal(usage);
}

async function main(): Promise<void> {
  const env = loadEnv();
  const { profile, isDryRun } = optionsFrom(env.KLAVIYO_TEST_PROFILE);
  const app = createContext(env, { defer: (work) => void work() });
  try {
    if (isDryRun) {
      for (const event of seedEvents(app, profile)) console.log(JSON.stringify(event, null, 2));
      console.log('Nothing was sent.');
      return;
    }
    for (const { metric, ending } of await seedKlaviyo(app, profile)) {
      console.log(`${ending.kind.padEnd(10)}  ${metric}${'reason' in ending ? `  ${ending.reason}` : ''}`);
      if (ending.kind !== 'sent') process.exitCode = 2;
    }
  } finally {
    await app.store.close();
  }
}

try {
  await main();
} catch (error) {
  const told = [Refusal, EnvError, DeliveryError].some((kind) => error instanceof kind);
  console.error(told ? (error as Error).message : error);
  process.exitCode = 1;
}
