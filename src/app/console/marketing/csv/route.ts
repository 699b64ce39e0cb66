import type { NextRequest } from 'next/server';
import { csvResponse } from '#libs/Csv.ts';
import { campaignRevenue } from '#services/console/queries/campaign-revenue.ts';
import { consoleRoute } from '../../console-door.ts';
import { MarketingAddress, windowOf } from '../marketing-address.ts';

const header = ['source', 'medium', 'campaign', 'currency', 'orders', 'recovered', 'revenue'] as const;

/** The revenue of campaigns as a file; amounts in minor units. */
export function GET(request: NextRequest): Promise<Response> {
  return consoleRoute(request, 'viewer', async ({ app, operator }) => {
    const { days } = MarketingAddress.parse(Object.fromEntries(request.nextUrl.searchParams));
    const { campaigns } = await campaignRevenue(app, operator, windowOf(days, app.clock.now()));
    const rows = campaigns.map(({ names, orders, recovered, revenue }) => [
      ...names,
      ...[revenue.currency, orders, recovered, revenue.amount],
    ]);
    return csvResponse('campaigns', header, rows);
  });
}
