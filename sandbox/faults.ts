/** What the sandbox may do wrong on purpose. Shares are 0..1, times are milliseconds unless named otherwise. */
export type Faults = {
  webhook: {
    /** Share of deliveries that are sent a second time. */
    duplicate: number;
    /** Largest random extra delay, so events overtake each other. */
    reorderMs: number;
    delayMs: number;
    /** Share of deliveries that are never sent; the event stays listed. */
    loss: number;
  };
  stripe: {
    latencyMs: number;
    /** How many of the next calls fail with `status` (500 if unset); 0 is none, whatever the status. */
    failNext?: number;
    /** Without `failNext`: every call fails with this status until it is cleared. */
    status?: 500 | 429 | 503;
    /** The call is carried out, but no answer ever comes. */
    hang?: boolean;
  };
  klaviyo: {
    mode: 'ok' | '429' | '500' | 'hang';
    retryAfterSeconds?: number;
    /** Share of events that are recorded although the connection breaks before the answer. */
    loseAnswerRate: number;
    /** Share of calls that are answered 500, and share that are never answered; nothing is recorded. */
    errorRate: number;
    hangRate: number;
    /** Calls about events the account may make in a fixed window of a second and of a minute. */
    perSecond: number;
    perMinute: number;
    latencyMs: number;
  };
  mail: {
    /** `refuse` closes the door, 451 asks to come back, 550 refuses the recipient for good, `hang` never answers. */
    mode: 'ok' | 'refuse' | '451' | '550' | 'hang';
    /** Share of mails that are accepted although the connection breaks before the answer. */
    loseAnswerRate: number;
    latencyMs: number;
  };
};

/** A change of faults: only the named switches move; `null` clears an optional one. */
export type FaultsPatch = {
  [Group in keyof Faults]?: { [Name in keyof Faults[Group]]?: Faults[Group][Name] | null };
};

export const noFaults = (): Faults => ({
  webhook: { duplicate: 0, reorderMs: 0, delayMs: 0, loss: 0 },
  stripe: { latencyMs: 0 },
  klaviyo: {
    mode: 'ok',
    loseAnswerRate: 0,
    errorRate: 0,
    hangRate: 0,
    perSecond: 350,
    perMinute: 3_500,
    latencyMs: 0,
  },
  mail: { mode: 'ok', loseAnswerRate: 0, latencyMs: 0 },
});

/** The faults after a change; a `null` falls back to the harmless value. */
export function changeFaults(faults: Faults, patch: FaultsPatch): Faults {
  const harmless = noFaults();
  return {
    webhook: changeGroup(faults.webhook, patch.webhook, harmless.webhook),
    stripe: changeGroup(faults.stripe, patch.stripe, harmless.stripe),
    klaviyo: changeGroup(faults.klaviyo, patch.klaviyo, harmless.klaviyo),
    mail: changeGroup(faults.mail, patch.mail, harmless.mail),
  };
}

function changeGroup<Group extends object>(group: Group, patch: object | undefined, harmless: Group): Group {
  const changed = Object.entries({ ...group, ...patch }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return { ...harmless, ...Object.fromEntries(changed) };
}
