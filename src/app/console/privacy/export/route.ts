import * as z from 'zod';
import { exportPerson } from '#services/console/export-person.ts';
import { consoleRoute } from '../../console-door.ts';

const Email = z.email().max(254);

/** Everything that is kept about a person, as a file. The address comes in the body, so that no log and no history has it. */
export const POST = (request: Request): Promise<Response> =>
  consoleRoute(request, 'admin', async ({ app, operator }) => {
    const email = Email.safeParse((await request.formData()).get('email'));
    if (!email.success) return Response.json({ error: 'invalid_email' }, { status: 400 });
    const exported = await exportPerson(app, operator, email.data);
    return new Response(`${JSON.stringify(exported, null, 2)}\n`, {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="personal-data.json"',
      },
    });
  });
