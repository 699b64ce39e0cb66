import { watchForIncidents } from '#services/watch-for-incidents.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> => cronDoor(request, watchForIncidents);
