import { loadEnv } from '#libs/Env.ts';
import { redactOld } from '#services/privacy/redact-old.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> =>
  cronDoor(request, (app) => redactOld(app, { days: loadEnv().RETENTION_DAYS }));
