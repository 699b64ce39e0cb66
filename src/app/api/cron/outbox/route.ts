import { drainOutbox } from '#services/drain-outbox.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> => cronDoor(request, drainOutbox);
