/** Runs once when the server starts: an unusable configuration stops it, drifted prices raise an alert. */
export async function register(): Promise<void> {
  // The framework builds this file for another runtime as well, which has no server to start.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServer } = await import('#server/start-server.ts');
    await startServer();
  }
}
