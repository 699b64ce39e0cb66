import { lookForDoublePayments } from '#services/reconcile/look-for-double-payments.ts';
import { reconcile } from '#services/reconcile/reconcile.ts';
import { cronDoor } from '../cron-door.ts';

export const GET = (request: Request): Promise<Response> =>
  cronDoor(request, async (app) => {
    // First what may be missing: a look that fails keeps nobody from finding it.
    const found = await reconcile(app);
    return { ...found, doublePayments: await lookForDoublePayments(app) };
  });
