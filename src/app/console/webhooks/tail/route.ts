import { webhooksSince } from '#services/console/queries/webhooks.ts';
import { consoleRoute } from '../../console-door.ts';
import { givenInUrl } from '../filter.ts';
import { webhookFilter } from '../webhook-filter.ts';

/** How many came since the list was made. */
export const GET = (request: Request): Promise<Response> =>
  consoleRoute(request, 'viewer', async ({ app, operator }) => {
    const now = app.clock.now();
    const { filter } = webhookFilter(givenInUrl(request.url), now);
    const since = new Date(Number(new URL(request.url).searchParams.get('latest')) || now.getTime());
    return Response.json({ count: await webhooksSince(app, operator, { filter, since }) });
  });
