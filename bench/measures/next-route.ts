import { compare } from '../blocks.ts';
import { paidCheckouts } from '../deliveries.ts';
import { atLeast, type Result } from '../result.ts';
import type { Shop } from '../shop.ts';
import type { Stand } from '../stand.ts';
import { describe } from './pipeline.ts';

/** Our route against an empty one of the same build that reads the body and answers. */
export async function measureNextRoute(stand: Stand, shop: Shop): Promise<Result[]> {
  const found = await compare(
    {
      name: 'webhook route',
      url: `${shop.url}/api/webhooks/stripe`,
      source: paidCheckouts,
      answers: 'accepted',
      countRows: shop.database.count('payment_orders'),
    },
    { name: 'empty route', url: `${shop.url}/api/ping`, source: paidCheckouts, answers: 'accepted' },
    stand.pace,
  );
  return [atLeast('webhook route ÷ empty Next POST route (stretch 0.7)', 0.6, found.ratio, describe(found))];
}
