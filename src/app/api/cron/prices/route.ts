import { revalidatePath } from 'next/cache';
import { verifyPrices } from '#services/verify-prices.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> =>
  cronDoor(request, async (app) => {
    const drifted = await verifyPrices(app);
    revalidatePath('/', 'layout');
    return { drifted: [...new Set(drifted.map(({ variant }) => variant))] };
  });
