import { csvResponse } from '#libs/Csv.ts';
import { everyWebhook, type WebhookRow } from '#services/console/queries/webhooks.ts';
import { consoleRoute } from '../../console-door.ts';
import { givenInUrl } from '../filter.ts';
import { webhookFilter } from '../webhook-filter.ts';

const columns = {
  received_at: (row: WebhookRow) => row.received_at,
  provider: (row: WebhookRow) => row.provider,
  event: (row: WebhookRow) => row.event,
  event_id: (row: WebhookRow) => row.event_id,
  status: (row: WebhookRow) => row.status,
  error_code: (row: WebhookRow) => row.error_code,
  result: (row: WebhookRow) => row.result,
  order_no: (row: WebhookRow) => row.orderNo,
  attempts: (row: WebhookRow) => row.attempts,
  duration_ms: (row: WebhookRow) => row.duration_ms,
  delay_ms: (row: WebhookRow) => row.delay_ms,
};

/** The list as it is filtered, as a file. */
export const GET = (request: Request): Promise<Response> =>
  consoleRoute(request, 'viewer', async ({ app, operator }) => {
    const { filter } = webhookFilter(givenInUrl(request.url), app.clock.now());
    async function* rows() {
      for await (const row of everyWebhook(app, operator, filter))
        yield Object.values(columns).map((cell) => cell(row));
    }
    return csvResponse('webhooks', Object.keys(columns), rows());
  });
