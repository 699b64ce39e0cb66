/** The peer behind a bare server on PORT, set up as its documentation says: webhooks only, no related objects fetched. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

// Its ES module build cannot find its own migrations.
const require = createRequire(import.meta.url);
const { StripeSync, runMigrations } = require('@supabase/stripe-sync-engine');
const { default: Stripe } = require('stripe');

const { DATABASE_URL, DATABASE_POOL_SIZE, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE, PORT } = process.env;
const logger = { info: () => {}, error: (...what) => console.error(...what) };

await runMigrations({ databaseUrl: DATABASE_URL, schema: 'stripe', logger });

const sync = new StripeSync({
  poolConfig: { connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE) },
  stripeSecretKey: 'sk_test_bench',
  stripeWebhookSecret: STRIPE_WEBHOOK_SECRET,
  backfillRelatedEntities: false,
  autoExpandLists: false,
});
const { hostname: host, port } = new URL(STRIPE_API_BASE);
sync.stripe = new (Stripe ?? require('stripe'))('sk_test_bench', { protocol: 'http', host, port });

createServer(async (request, response) => {
  if (request.method !== 'POST') return response.writeHead(204).end();
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    await sync.processWebhook(Buffer.concat(chunks), request.headers['stripe-signature']);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}');
  } catch (error) {
    console.error(error);
    response.writeHead(400).end();
  }
}).listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
