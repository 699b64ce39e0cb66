import { setTimeout as wait } from 'node:timers/promises';
import type { FaultsPatch } from '#sandbox/server.ts';
import type { Product } from '#scripts/product.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { FaultName, Kill, Schedule, Storm } from './schedule.ts';

export type Nemesis = {
  /** To be told of every press of the pay button. */
  readonly onPay: () => void;
  /** To be told of every line the shop writes. */
  readonly onShopLine: (line: string) => void;
  /** Resolves when all that was planned has happened. Rejects when the shop did not come back. */
  readonly done: () => Promise<void>;
  readonly fired: () => Record<FaultName | 'kill', number>;
};

const armed: Record<FaultName, FaultsPatch> = {
  klaviyo_500: { klaviyo: { mode: '500' } },
  klaviyo_429: { klaviyo: { mode: '429', retryAfterSeconds: 1 } },
  // Two in a row: the first is mended by the client's own second try, and the shopper never hears of it.
  stripe_500: { stripe: { failNext: 2, status: 500 } },
  stripe_429: { stripe: { failNext: 2, status: 429 } },
};
const calm = { klaviyo: { mode: 'ok' }, stripe: { failNext: null, status: null } } as const;
const providerOf = (fault: FaultName) => (fault.startsWith('stripe') ? 'stripe' : 'klaviyo');

/** Longest a storm lasts, milliseconds; outages of Klaviyo stay shorter than the outbox's quick tries. */
const stormMs = 15_000;
const outageMs = 1_500;

/** Kills the shop and breaks its providers when the schedule says so. */
export function nemesis(
  schedule: Schedule,
  world: { product: () => Product; sandbox: SandboxControl; say: (line: string) => void },
): Nemesis {
  const fired: Record<FaultName | 'kill', number> = {
    kill: 0,
    klaviyo_500: 0,
    klaviyo_429: 0,
    stripe_500: 0,
    stripe_429: 0,
  };
  const waiting = [
    ...schedule.kills.map((kill) => ({ ...kill, act: () => killShop(kill) })),
    ...schedule.storms.map((storm) => ({ ...storm, act: () => blow(storm) })),
  ].sort((a, b) => a.afterPayments - b.afterPayments);
  let payments = 0;
  let restarts: Promise<void> = Promise.resolve();
  const storms = { klaviyo: Promise.resolve(), stripe: Promise.resolve() };
  const failures: unknown[] = [];

  function killShop({ delayMs, afterPayments }: Kill): void {
    restarts = restarts
      .then(async () => {
        await wait(delayMs);
        await world.product().app.kill('SIGKILL');
        fired.kill += 1;
        world.say(`killed the shop after ${afterPayments} payments`);
        await world.product().app.restart();
      })
      .catch((error) => void failures.push(error));
  }

  function blow({ delayMs, fault }: Storm): void {
    const provider = providerOf(fault);
    storms[provider] = storms[provider]
      .then(async () => {
        await wait(delayMs);
        const before = fired[fault];
        await world.sandbox.setFaults(armed[fault]);
        await untilFired(fault, before);
        await world.sandbox.setFaults({ [provider]: calm[provider] });
        world.say(`${fault} came and went`);
      })
      .catch((error) => void failures.push(error));
  }

  async function untilFired(fault: FaultName, before: number): Promise<void> {
    const start = performance.now();
    while (performance.now() - start < stormMs) {
      await wait(100);
      if (fault.startsWith('stripe') && (await world.sandbox.faults()).stripe.failNext === undefined)
        fired[fault] += 1;
      if (fired[fault] > before && (fault.startsWith('stripe') || performance.now() - start > outageMs))
        return;
    }
  }

  return {
    onPay() {
      payments += 1;
      while (waiting[0] && waiting[0].afterPayments < payments) waiting.shift()?.act();
    },
    onShopLine(line) {
      const status = /Klaviyo answered (500|429)/.exec(line)?.[1];
      if (status) fired[`klaviyo_${status}` as FaultName] += 1;
    },
    async done() {
      await Promise.all([restarts, ...Object.values(storms)]);
      if (failures.length > 0) throw new AggregateError(failures, 'The planned trouble itself failed.');
    },
    fired: () => fired,
  };
}
