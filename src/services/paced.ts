/**
 * The result of `work`, at a whole multiple of the pace since it began, so that how long it took tells nothing about what
 * was found. Failures keep the pace, too. Milliseconds.
 */
export async function paced<T>(work: () => Promise<T>, paceMs: number): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    const took = performance.now() - began;
    await pause(Math.ceil(took / paceMs) * paceMs - took);
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
