import { webhookDoor } from '../webhook-door.ts';

export const POST = (request: Request): Promise<Response> => webhookDoor('stripe', request);
