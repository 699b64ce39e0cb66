import { setTimeout as wait } from 'node:timers/promises';
import type { FaultsPatch } from '#sandbox/server.ts';
import type { Product } from '#scripts/product.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { FaultName, Kill, Schedule, Storm } from './schedule.ts';

type World = {
  readonly product: Product;
  readonly sandbox: SandboxControl;
  readonly say: (line: string) => void;
};

export type Nemesis = {
  /** To be awaited before every try to open a payment page: trouble at Stripe is in place by then. */
  readonly onCheckout: () => Promise<void>;
  /** To be awaited before every press of pay: the kill that follows is on its way, trouble at Klaviyo is in place. */
  readonly onPay: () => Promise<void>;
  /** To be told of every line the shop writes. */
  readonly onShopLine: (line: string) => void;
  /** Resolves when all that was planned has happened. Rejects when the shop did not come back. */
  readonly done: () => Promise<void>;
  /** How often each planned trouble struck. */
  readonly fired: () => Readonly<Record<FaultName | 'kill', number>>;
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

/** A storm goes on until it struck, but not for ever, milliseconds; Klaviyo stays away shorter than the outbox's quick tries. */
const stormMs = 100_000;
const outageMs = 1_500;

/** Kills the shop and breaks its providers when the schedule says so. */
export function nemesis(schedule: Schedule, { product, sandbox, say }: World): Nemesis {
  const fired = { kill: 0, klaviyo_500: 0, klaviyo_429: 0, stripe_500: 0, stripe_429: 0 };
  const failures: unknown[] = [];
  const running: Promise<void>[] = [];
  const arming = { klaviyo: Promise.resolve(), stripe: Promise.resolve() };
  const watch = (work: Promise<void>) => void running.push(work.catch((error) => void failures.push(error)));
  let restarts = Promise.resolve();

  async function kill({ delayMs, after }: Kill): Promise<void> {
    await wait(delayMs);
    await product.app.kill('SIGKILL');
    fired.kill += 1;
    say(`killed the shop at payment ${after + 1}`);
    await product.app.restart();
  }

  /** Resolves as soon as the storm blows; of two at the same provider the later one waits. */
  function blow({ fault }: Storm): Promise<void> {
    const provider = providerOf(fault);
    const before = arming[provider];
    const blowing = before.then(() => sandbox.setFaults(armed[fault]));
    arming[provider] = blowing.then(async () => {
      await untilStruck(fault);
      await sandbox.setFaults({ [provider]: calm[provider] });
      say(`${fault} came and went`);
    });
    watch(arming[provider]);
    return blowing.then(() => {});
  }

  async function untilStruck(fault: FaultName): Promise<void> {
    const start = performance.now();
    const before = fired[fault];
    while (performance.now() - start < stormMs) {
      await wait(100);
      // The shop puts off quietly what it is told to bring later, so the other side is asked.
      if (fault === 'klaviyo_429') fired[fault] = await sandbox.throttledByKlaviyo();
      if (providerOf(fault) === 'klaviyo') {
        if (fired[fault] > before && performance.now() - start > outageMs) return;
      } else if ((await sandbox.faults()).stripe.failNext === undefined) {
        fired[fault] += 1;
        return;
      }
    }
  }

  const kills = counter(schedule.kills);
  const stormsOf = (provider: string) =>
    counter(schedule.storms.filter(({ fault }) => providerOf(fault) === provider));
  const storms = { stripe: stormsOf('stripe'), klaviyo: stormsOf('klaviyo') };
  return {
    onCheckout: async () => void (await Promise.all(storms.stripe().map(blow))),
    async onPay() {
      for (const due of kills()) {
        restarts = restarts.then(() => kill(due));
        watch(restarts);
      }
      await Promise.all(storms.klaviyo().map(blow));
    },
    onShopLine(line) {
      if (line.includes('Klaviyo answered 500')) fired.klaviyo_500 += 1;
    },
    async done() {
      await Promise.all(running);
      if (failures.length > 0) throw new AggregateError(failures, 'The planned trouble itself failed.');
    },
    fired: () => fired,
  };
}

/** Counts its calls, and answers what is due by then. */
function counter<T extends { readonly after: number }>(planned: readonly T[]): () => T[] {
  const waiting = planned.toSorted((a, b) => a.after - b.after);
  let count = 0;
  return () => {
    count += 1;
    return waiting.splice(0, waiting.filter(({ after }) => after < count).length);
  };
}
