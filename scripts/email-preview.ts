/** `node scripts/email-preview.ts`: every mail in every language and theme, at http://127.0.0.1:4020 unless a port is given. */
import { startEmailPreview } from './email-preview-server.ts';
import { runMain } from './setup-error.ts';

await runMain(async () => {
  const [port = '4020'] = process.argv.slice(2);
  const { url, close } = await startEmailPreview(Number(port));
  console.log(`Every mail is at ${url}; they are written anew with every look. Ctrl-C ends it.`);
  process.once('SIGINT', () => void close());
});
