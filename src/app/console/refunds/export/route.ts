import { csvResponse } from '#libs/Csv.ts';
import { everyRefund, type RefundRow } from '#services/console/queries/refunds.ts';
import { consoleRoute } from '../../console-door.ts';
import { givenInUrl, refundFilterOf } from '../../orders/filter.ts';

/** Notes stay inside: people write names into them. */
const columns = [
  'refund_no',
  'orderNo',
  'created_at',
  'completed_at',
  'status',
  'refund_amount',
  'currency',
  'refund_reason',
  'requested_by',
  'provider_refund_id',
  'attempt',
  'failure_reason',
] as const satisfies readonly (keyof RefundRow)[];

/** The list as it is filtered, as a file. */
export const GET = (request: Request): Promise<Response> =>
  consoleRoute(request, 'viewer', async ({ app, operator }) => {
    async function* rows() {
      for await (const refund of everyRefund(app, operator, refundFilterOf(givenInUrl(request.url))))
        yield columns.map((name) => refund[name]);
    }
    const header = columns.map((name) => (name === 'orderNo' ? 'order_no' : name));
    return csvResponse('refunds', header, rows());
  });
