import { endSession, openSession } from './session-door.ts';

export const POST = (request: Request): Promise<Response> => openSession(request);

export const DELETE = (request: Request): Promise<Response> => endSession(request);
