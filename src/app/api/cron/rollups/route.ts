import { rollUpFigures } from '#services/roll-up-figures.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> => cronDoor(request, rollUpFigures);
