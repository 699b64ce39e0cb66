import type { Faults } from '#sandbox/faults.ts';
import type { CallWindows } from '#sandbox/klaviyo/call-windows.ts';
import type { State } from '#sandbox/state.ts';
import type { CliSockets } from '#sandbox/stripe/cli-socket.ts';
import type { SessionTimers } from '#sandbox/stripe/session-timers.ts';
import type { WebhookDeliveries } from '#sandbox/stripe/webhook-delivery.ts';

/** Calls about events so far, repeats and refusals included. */
export type KlaviyoCalls = { made: number; accepted: number; throttled: number };

/** What every part of the sandbox shares. */
export type World = {
  state: State;
  faults: Faults;
  /** Where the sandbox itself is reached. */
  url: string;
  shopUrl: string | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** In [0, 1), repeatable by seed. */
  random: () => number;
  log: (line: string) => void;
  deliveries: WebhookDeliveries;
  cli: CliSockets;
  timers: SessionTimers;
  klaviyoCalls: KlaviyoCalls;
  klaviyoWindows: CallWindows;
  /** Something worth keeping happened. */
  changed: () => void;
};

/** Unix seconds, the only time Stripe objects know. */
export const unixNow = (world: World): number => Math.floor(world.now() / 1000);

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
