import { EventEmitter } from 'node:events';
import { freshId } from '#sandbox/random.ts';
import { stripeSignature } from '#sandbox/stripe/signature.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { webhookHeaders } from '#sandbox/stripe/webhook-headers.ts';
import { type RetrySchedule, retryDelay } from '#sandbox/stripe/webhook-retries.ts';
import { unixNow, type World } from '#sandbox/world.ts';

export type DeliveryAttempt = { at: number; status: number | null; error: string | null; durationMs: number };

/** One promise to tell one endpoint about one event. Times are milliseconds since the epoch. */
export type Delivery = {
  id: string;
  event: string;
  type: string;
  endpoint: string;
  url: string;
  state: 'pending' | 'delivered' | 'failed' | 'lost';
  created: number;
  nextAttemptAt: number | null;
  attempts: DeliveryAttempt[];
  /** The first attempt carries a signature by a foreign secret. */
  forgeFirst: boolean;
};

/** How one payment's events are to arrive, chosen on the pay page. */
export type DeliveryPlan = { delayMs?: number; copies?: number; forgeFirst?: boolean };

const attemptTimeoutMs = 30_000;

/** Sends signed events at least once: anything but 2xx is tried again by the schedule. */
export class WebhookDeliveries {
  readonly #world: World;
  readonly #schedule: RetrySchedule;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<Promise<void>, AbortController>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #stopped = false;

  constructor(world: World, schedule: RetrySchedule) {
    this.#world = world;
    this.#schedule = schedule;
  }

  enqueue(event: Stored.Event, endpoint: Stored.Endpoint, plan: DeliveryPlan = {}): void {
    const { faults, random } = this.#world;
    const copies = (plan.copies ?? 1) + (random() < faults.webhook.duplicate ? 1 : 0);
    for (let copy = 0; copy < copies; copy++) {
      const delayMs = (plan.delayMs ?? 0) + faults.webhook.delayMs + random() * faults.webhook.reorderMs;
      const delivery = this.#insert(event, endpoint, delayMs, plan.forgeFirst ?? false);
      if (random() < faults.webhook.loss) this.#settle(delivery, 'lost');
      else this.#arm(delivery);
    }
  }

  /** Sends a delivery again at once, whatever became of it. */
  resend(delivery: Delivery): void {
    const event = this.#world.state.events.find(delivery.event);
    const endpoint = this.#world.state.endpoints.find(delivery.endpoint);
    if (event && endpoint) this.#arm(this.#insert(event, endpoint, 0, false));
  }

  /** Takes up the pending deliveries of an earlier run. */
  resume(): void {
    for (const delivery of this.#world.state.deliveries.all()) {
      if (delivery.state === 'pending') this.#arm(delivery);
    }
  }

  isIdle(): boolean {
    return this.#timers.size === 0 && this.#running.size === 0;
  }

  async idle(): Promise<void> {
    while (!this.isIdle() && !this.#stopped) await this.#nextChange();
  }

  /** Resolves when every endpoint has answered this event once, or after the limit. */
  async firstAnswer(eventId: string, limitMs: number): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    const waiting = () =>
      this.#world.state.deliveries
        .all()
        .some(
          ({ event, state, attempts }) => event === eventId && state === 'pending' && attempts.length === 0,
        );
    while (waiting() && !limit.aborted && !this.#stopped) await this.#nextChange(limit);
  }

  /** Forgets everything scheduled, without telling anyone. */
  async cancelAll(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const controller of this.#running.values()) controller.abort(new Error('The sandbox stops.'));
    await Promise.all(this.#running.keys());
    this.#changes.emit('change');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.cancelAll();
  }

  #insert(event: Stored.Event, endpoint: Stored.Endpoint, delayMs: number, forgeFirst: boolean): Delivery {
    const now = this.#world.now();
    return this.#world.state.deliveries.insert({
      id: freshId('wd'),
      event: event.id,
      type: event.type,
      endpoint: endpoint.id,
      url: endpoint.url,
      state: 'pending',
      created: now,
      nextAttemptAt: now + delayMs,
      attempts: [],
      forgeFirst,
    });
  }

  #arm(delivery: Delivery): void {
    if (this.#stopped) return;
    const waitMs = Math.max(0, (delivery.nextAttemptAt ?? 0) - this.#world.now());
    this.#timers.set(
      delivery.id,
      setTimeout(() => this.#start(delivery), waitMs),
    );
  }

  #start(delivery: Delivery): void {
    this.#timers.delete(delivery.id);
    const controller = new AbortController();
    const run = this.#attempt(delivery, controller).finally(() => {
      this.#running.delete(run);
      this.#changes.emit('change');
    });
    this.#running.set(run, controller);
  }

  async #attempt(delivery: Delivery, controller: AbortController): Promise<void> {
    const event = this.#world.state.events.find(delivery.event);
    const endpoint = this.#world.state.endpoints.find(delivery.endpoint);
    if (!event || endpoint?.status !== 'enabled') return this.#settle(delivery, 'failed');
    const forged = delivery.forgeFirst && delivery.attempts.length === 0;
    const started = this.#world.now();
    const sent = await this.#post(endpoint.url, event, {
      secret: forged ? 'whsec_of_somebody_else' : endpoint.secret,
      controller,
    });
    if (controller.signal.aborted) return;
    this.#world.changed();
    delivery.attempts.push({ at: started, ...sent, durationMs: this.#world.now() - started });
    this.#world.log(`webhook ${delivery.type} -> ${delivery.url} ${sent.status ?? sent.error}`);
    if (sent.status !== null && sent.status >= 200 && sent.status < 300) {
      if (event.pending_webhooks > 0) event.pending_webhooks -= 1;
      return this.#settle(delivery, 'delivered');
    }
    this.#scheduleRetry(delivery);
  }

  #scheduleRetry(delivery: Delivery): void {
    const now = this.#world.now();
    const delayMs = retryDelay(this.#schedule, delivery.attempts.length, now - delivery.created);
    if (delayMs === undefined) {
      this.#settle(delivery, 'failed');
      return;
    }
    delivery.nextAttemptAt = now + delayMs;
    this.#arm(delivery);
  }

  async #post(
    url: string,
    event: Stored.Event,
    { secret, controller }: { secret: string; controller: AbortController },
  ): Promise<{ status: number | null; error: string | null }> {
    const body = JSON.stringify(event, null, 2);
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([controller.signal, AbortSignal.timeout(attemptTimeoutMs)]),
        headers: webhookHeaders(stripeSignature(body, secret, unixNow(this.#world))),
        body,
      });
      await response.arrayBuffer();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: reasonOf(error) };
    }
  }

  #settle(delivery: Delivery, state: 'delivered' | 'failed' | 'lost'): void {
    delivery.state = state;
    delivery.nextAttemptAt = null;
    this.#changes.emit('change');
  }

  #nextChange(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#changes.off('change', done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      this.#changes.once('change', done);
      signal?.addEventListener('abort', done);
    });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
