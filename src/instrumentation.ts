/** Runs once when the server starts: an unusable configuration stops it, drifted prices raise an alert. */
export async function register(): Promise<void> {
  const { startServer } = await import('#server/start-server.ts');
  await startServer();
}
