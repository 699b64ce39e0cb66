import { loadEnv } from '#libs/Env.ts';
import { verifyPrices } from '#services/verify-prices.ts';
import { createContext } from './context.ts';
import { startTracing } from './tracing.ts';

/**
 * Checks the configuration, which throws EnvError and ends the start, and has spans collected where somebody does; then
 * compares prices without holding anybody up.
 */
export async function startServer(): Promise<void> {
  const env = loadEnv();
  await startTracing(env);
  const app = createContext(env, { defer: (work) => void work() });
  void verifyPrices(app)
    .catch((error) => app.log.warn({ error }, 'prices could not be compared at start-up'))
    .finally(() => app.store.close());
}
