import type { Order } from '../order.ts';
import type { Audience } from './event.ts';

/** What of a definition says when it is owed. */
type Owing = { readonly metric: string; readonly audience: Audience; readonly source: string };

/** Why an order was never owed an event of a metric, in one sentence. */
export function whyNotOwed({ audience, source }: Owing, order: Order): string {
  if (order.email === null) return 'No e-mail address is known, so there is nobody to tell.';
  if (audience === 'marketing' && order.consent?.marketing !== true)
    return 'The shopper did not agree to marketing.';
  if (order.paid_at !== null && order.needs_attention !== null)
    return `A person has to look at the order first: ${order.needs_attention.replaceAll('_', ' ')}.`;
  return `It has not come to that. It is owed when this happens: ${source}`;
}
