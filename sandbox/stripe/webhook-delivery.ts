import { EventEmitter, once } from 'node:events';
import { freshId } from '#sandbox/random.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { postWebhook } from '#sandbox/stripe/webhook-post.ts';
import { type RetrySchedule, retryDelay } from '#sandbox/stripe/webhook-retries.ts';
import { unixNow, type World } from '#sandbox/world.ts';

type DeliveryAttempt = { at: number; status: number | null; error: string | null; durationMs: number };

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

/** Sends signed events at least once: anything but 2xx is tried again by the schedule. */
export class WebhookDeliveries {
  readonly #world: World;
  readonly #schedule: RetrySchedule;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<Promise<void>, AbortController>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  /** Deliveries by event that had no answer yet. */
  readonly #unanswered = new Map<string, Set<string>>();
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
    while (!this.isIdle() && !this.#stopped) await once(this.#changes, 'change');
  }

  /** Resolves when every endpoint has answered this event once, or after the limit. */
  async firstAnswer(eventId: string, limitMs: number): Promise<void> {
    if (!this.#unanswered.has(eventId) || this.#stopped) return;
    const waiting = new AbortController();
    const { signal } = waiting;
    const limit = setTimeout(() => this.#changes.emit(`answered ${eventId}`), limitMs);
    try {
      await Promise.race([
        once(this.#changes, `answered ${eventId}`, { signal }),
        once(this.#changes, 'stop', { signal }),
      ]);
    } finally {
      clearTimeout(limit);
      waiting.abort();
    }
  }

  /** Forgets everything scheduled, without telling anyone. */
  async cancelAll(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const controller of this.#running.values()) controller.abort(new Error('The sandbox stops.'));
    this.#unanswered.clear();
    await Promise.all(this.#running.keys());
    this.#changes.emit('change');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#changes.emit('stop');
    await this.cancelAll();
  }

  #insert(event: Stored.Event, endpoint: Stored.Endpoint, delayMs: number, forgeFirst: boolean): Delivery {
    const now = this.#world.now();
    const id = freshId('wd');
    this.#unanswered.set(event.id, (this.#unanswered.get(event.id) ?? new Set()).add(id));
    return this.#world.state.deliveries.insert({
      id,
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
    const sent = await postWebhook({
      url: endpoint.url,
      event,
      secret: forged ? 'whsec_of_somebody_else' : endpoint.secret,
      unixSeconds: unixNow(this.#world),
      signal: controller.signal,
    });
    if (controller.signal.aborted) return;
    this.#world.changed();
    delivery.attempts.push({ at: started, ...sent, durationMs: this.#world.now() - started });
    this.#answered(delivery);
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

  #settle(delivery: Delivery, state: 'delivered' | 'failed' | 'lost'): void {
    delivery.state = state;
    delivery.nextAttemptAt = null;
    this.#answered(delivery);
    this.#changes.emit('change');
  }

  /** Ticks off one delivery that somebody may be waiting for. */
  #answered({ event, id }: Delivery): void {
    const waiting = this.#unanswered.get(event);
    waiting?.delete(id);
    if (waiting?.size !== 0) return;
    this.#unanswered.delete(event);
    this.#changes.emit(`answered ${event}`);
  }
}
