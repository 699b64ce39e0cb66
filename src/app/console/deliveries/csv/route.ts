import type { NextRequest } from 'next/server';
import { csvResponse } from '#libs/Csv.ts';
import { type DeliveryRow, everyDelivery } from '#services/console/queries/deliveries.ts';
import { consoleRoute } from '../../console-door.ts';
import { DeliveryAddress, filterOf } from '../delivery-filter.ts';

const columns = {
  created_at: (row) => row.createdAt,
  state: (row) => row.state,
  kind: (row) => row.kind,
  receiver: (row) => row.receiver,
  topic: (row) => row.topic,
  order_no: (row) => row.orderNo,
  tries: (row) => row.attempts,
  next_try_at: (row) => row.nextAttemptAt,
  sent_at: (row) => row.sentAt,
  reason: (row) => row.reason,
  id: (row) => row.id,
} satisfies Record<string, (row: DeliveryRow) => string | number | Date | null>;

/** The messages of a filter as a file. */
export function GET(request: NextRequest): Promise<Response> {
  return consoleRoute(request, 'viewer', async ({ app, operator }) => {
    const address = DeliveryAddress.parse(Object.fromEntries(request.nextUrl.searchParams));
    const rows = everyDelivery(app, operator, filterOf(address, app.clock.now()));
    return csvResponse('deliveries', Object.keys(columns), cells(rows));
  });
}

async function* cells(rows: AsyncIterable<DeliveryRow>) {
  for await (const row of rows) yield Object.values(columns).map((cell) => cell(row));
}
