/** The product's whole webhook pipeline, without Next around it. */
import { loadEnv } from '#libs/Env.ts';
import { createContext } from '#server/context.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { serve } from './serve.ts';

const app = createContext(loadEnv(), { defer: (work) => void setImmediate(work) });

serve(({ headers, body }) => {
  const get = (name: string): string | null => {
    const value = headers[name];
    return typeof value === 'string' ? value : null;
  };
  return receiveWebhook(app, 'stripe', { headers: { get }, body });
});
