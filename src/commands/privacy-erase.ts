/** `npm run privacy:erase`: takes a person out of everything that is kept; see docs/operations.md. */
import { type Erasure, erasePerson } from '#services/console/erase-person.ts';
import { readPerson, runPrivacy, tellFailure, UsageError } from './privacy/run-privacy.ts';

const usage = `Usage: npm run privacy:erase -- --email somebody@example.com --dry-run
       npm run privacy:erase -- --email somebody@example.com --reason "asked for it" [--despite-open-orders]
  --email <address>       whose data
  --dry-run               counts what would be changed and writes nothing
  --reason <text>         why; it stands in the activity log beside your name, so name nobody in it
  --despite-open-orders   also where an order is to be shipped, its payment is under way or its dispute is open
It ends with 0 when the person is erased or was counted, with 2 when an open order stands in the way, with 1 when it could not run.`;

function wordsFor({ kind, orders, messages, events, lines, open }: Erasure): string[] {
  const found = `${orders} orders with ${messages} messages, ${events} events and ${lines} lines of history`;
  const openOnes = open.map(({ orderNo, reason }) => `  ${orderNo}: ${reason}`);
  switch (kind) {
    case 'counted':
      return [
        `Would be erased: ${found}.`,
        ...(open.length > 0 ? ['These are open and stand in the way:', ...openOnes] : []),
        'Nothing was written.',
      ];
    case 'open':
      return ['Nothing was written, because these orders are open:', ...openOnes];
    case 'erased':
      return orders + events === 0
        ? ['Nothing is known about this address.']
        : [`Erased: ${found}.`, 'Klaviyo is asked to delete the profile in a quarter of an hour.'];
  }
}

await tellFailure(async () => {
  const flag = { type: 'boolean', default: false } as const;
  const options = { reason: { type: 'string' }, 'dry-run': flag, 'despite-open-orders': flag } as const;
  const { email, given } = readPerson(usage, options);
  const reason = given['dry-run'] ? null : String(given.reason ?? '').trim();
  if (reason === '') throw new UsageError(usage);
  await runPrivacy('privacy:erase', async (app, operator) => {
    const despiteOpenOrders = given['despite-open-orders'] === true;
    const erasure = await erasePerson(app, operator, { email, reason, despiteOpenOrders });
    for (const line of wordsFor(erasure)) console.log(line);
    if (erasure.kind === 'open') process.exitCode = 2;
  });
});
