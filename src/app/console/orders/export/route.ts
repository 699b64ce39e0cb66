import type { Order } from '#domain/order.ts';
import { csvResponse } from '#libs/Csv.ts';
import { everyOrder } from '#services/console/queries/orders.ts';
import { consoleRoute } from '../../console-door.ts';
import { givenInUrl, orderFilterOf } from '../filter.ts';

/** Nothing personal is among it: a file leaves the house without a line in any history. */
const columns = [
  'order_no',
  'created_at',
  'paid_at',
  'status',
  'needs_attention',
  'variant',
  'quantity',
  'amount',
  'amount_refunded',
  'amount_subtotal',
  'amount_discount',
  'amount_tax',
  'amount_shipping',
  'currency',
  'discount_code',
  'country',
  'locale',
  'payment_method',
  'session_id',
  'trade_no',
] as const satisfies readonly (keyof Order)[];

/** The list as it is filtered, as a file. */
export const GET = (request: Request): Promise<Response> =>
  consoleRoute(request, 'viewer', async ({ app, operator }) => {
    async function* rows() {
      for await (const order of everyOrder(app, operator, orderFilterOf(givenInUrl(request.url))))
        yield columns.map((name) => order[name]);
    }
    return csvResponse('orders', columns, rows());
  });
