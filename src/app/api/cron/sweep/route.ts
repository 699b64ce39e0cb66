import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> => cronDoor(request, sweepWebhookLogs);
