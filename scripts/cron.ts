/** How often the shop on a laptop is asked to look after itself, minutes, by the last part of the address; README.md advises the same. */
const everyMinutes = {
  outbox: 1,
  sweep: 1,
  alerts: 5,
  reconcile: 15,
  prices: 60,
  rollups: 60,
  retention: 24 * 60,
} as const;

export const cronJobs = Object.keys(everyMinutes);

/** Plays the cron service of a deployment, beginning one turn from now. A call that fails is made again at the next turn. */
export function startCron(shopUrl: string, secret: string): { stop: () => void } {
  const headers = { authorization: `Bearer ${secret}` };
  const timers = Object.entries(everyMinutes).map(([job, minutes]) =>
    setInterval(() => void call(`${shopUrl}/api/cron/${job}`, headers), minutes * 60_000),
  );
  return { stop: () => timers.forEach(clearInterval) };
}

/** The shop logs how a job ended, so nobody has to hear of it here. */
async function call(address: string, headers: Readonly<Record<string, string>>): Promise<void> {
  await fetch(address, { headers }).then(
    (answer) => answer.body?.cancel(),
    () => {},
  );
}
