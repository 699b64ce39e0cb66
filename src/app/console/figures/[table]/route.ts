import { type FigureTableName, figureTables } from '#domain/overview-tables.ts';
import { csvResponse } from '#libs/Csv.ts';
import { overview } from '#services/console/queries/overview.ts';
import { consoleRoute } from '../../console-door.ts';
import { windowIn } from '../../overview-window.ts';

/** One table of the overview as a file. */
export const GET = (
  request: Request,
  { params }: RouteContext<'/console/figures/[table]'>,
): Promise<Response> =>
  consoleRoute(request, 'viewer', async ({ app, operator }) => {
    const { table: name } = await params;
    if (!Object.hasOwn(figureTables, name)) return Response.json({ error: 'not_found' }, { status: 404 });
    const window = windowIn(new URL(request.url).searchParams.get('window'));
    const { header, rows } = figureTables[name as FigureTableName];
    return csvResponse(`${name}-${window}`, header, rows(await overview(app, operator, window)));
  });
