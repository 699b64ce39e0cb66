import { loadEnv } from '#libs/Env.ts';
import { verifyPrices } from '#services/verify-prices.ts';
import { createContext } from './context.ts';

/** Checks the configuration, which throws EnvError and ends the start, then compares prices without holding anybody up. */
export async function startServer(): Promise<void> {
  const app = createContext(loadEnv(), { defer: (work) => void work() });
  void verifyPrices(app)
    .catch((error) => app.log.warn({ error }, 'prices could not be compared at start-up'))
    .finally(() => app.store.close());
}
