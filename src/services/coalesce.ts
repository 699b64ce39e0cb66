/** Runs `work` one at a time: calls while it runs become a single further run, so no call goes unanswered. */
export function coalesce(work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        await (async () => work())();
      } while (again);
    } finally {
      // In the same step as the last look at `again`: a call in between would be answered by a run that is over.
      running = null;
    }
  };
  return () => {
    if (running) {
      again = true;
      return running;
    }
    running = run();
    return running;
  };
}
