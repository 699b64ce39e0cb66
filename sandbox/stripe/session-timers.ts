/** At most one alarm per session: its expiry, or the bank's word on a delayed payment. */
export class SessionTimers {
  readonly #alarms = new Map<string, NodeJS.Timeout>();

  set(id: string, delayMs: number, ring: () => void): void {
    this.clear(id);
    const alarm = setTimeout(
      () => {
        this.#alarms.delete(id);
        ring();
      },
      Math.max(0, delayMs),
    );
    this.#alarms.set(id, alarm);
  }

  clear(id: string): void {
    clearTimeout(this.#alarms.get(id));
    this.#alarms.delete(id);
  }

  clearAll(): void {
    for (const id of [...this.#alarms.keys()]) this.clear(id);
  }
}
