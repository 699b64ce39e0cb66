import { lookForDoublePayments } from '#services/reconcile/look-for-double-payments.ts';
import { reconcile } from '#services/reconcile/reconcile.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> =>
  cronDoor(request, async (app) => {
    const doublePayments = await lookForDoublePayments(app);
    return { ...(await reconcile(app)), doublePayments };
  });
