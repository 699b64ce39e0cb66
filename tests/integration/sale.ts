import type { DeliveryError } from '#libs/deliveries/delivery.ts';
import { eventsOf, type Purchase, post, purchase } from '#tests/factories.ts';
import type { TestContext } from '#tests/test-context.ts';

/** A paid order whose three events meet these failures one after the other. */
export async function sale(app: TestContext, ...failures: DeliveryError[]): Promise<Purchase> {
  app.failures.push(...failures);
  const bought = purchase();
  await post(app, eventsOf(bought).paid());
  await app.settled();
  return bought;
}
