import { compare } from '../blocks.ts';
import { paidCheckouts, paidIntents, type Source } from '../deliveries.ts';
import { installApart } from '../install-apart.ts';
import { atLeast, type Result } from '../result.ts';
import type { Stand } from '../stand.ts';
import { describe } from './pipeline.ts';

/** Our pipeline against a published package that mirrors Stripe into Postgres, both behind bare servers, on the same events. */
export async function measurePeer(stand: Stand): Promise<Result[]> {
  installApart('peer', '@supabase/stripe-sync-engine');
  const ours = await stand.databases.migrated('pipeline_beside_peer');
  const theirs = await stand.databases.empty('peer');
  const pipeline = await stand.start(
    'pipeline-beside-peer',
    'bench/programs/pipeline.ts',
    stand.settings(ours.url),
  );
  const peer = await stand.start('peer', 'bench/peer/server.mjs', {
    ...stand.settings(theirs.url),
    STRIPE_API_BASE: stand.provider.listsUrl,
  });
  const against = async (source: Source, ourTable: string, theirTable: string) => {
    const common = { source, answers: 'accepted' as const };
    return await compare(
      { ...common, name: 'pipeline', url: `${pipeline.url}/`, countRows: ours.count(ourTable) },
      { ...common, name: 'peer', url: `${peer.url}/`, countRows: theirs.count(theirTable) },
      stand.pace,
    );
  };
  const intents = await against(paidIntents, 'webhook_logs', 'stripe.payment_intents');
  const checkouts = await against(paidCheckouts, 'payment_orders', 'stripe.checkout_sessions');
  return [
    atLeast(
      'pipeline ÷ @supabase/stripe-sync-engine, payment_intent.succeeded',
      1,
      intents.ratio,
      describe(intents),
    ),
    atLeast(
      'pipeline ÷ @supabase/stripe-sync-engine, checkout.session.completed',
      3,
      checkouts.ratio,
      `${describe(checkouts)}; the peer asks Stripe for line items, answered after 50 ms`,
    ),
  ];
}
