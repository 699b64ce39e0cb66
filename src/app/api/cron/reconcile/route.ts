import { reconcile } from '#services/reconcile/reconcile.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> => cronDoor(request, reconcile);
