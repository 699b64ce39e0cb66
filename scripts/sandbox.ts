/** `npm run sandbox`: the local Stripe, Klaviyo and mail server alone, for a shop that is started some other way. */
import path from 'node:path';
import { catalogSource } from '#config/catalog.ts';
import { embeddedVariables } from './embedded-env.ts';
import { localSecrets, readConfiguration } from './local-configuration.ts';
import { startSandbox } from './product-parts.ts';
import { runningParts } from './running-parts.ts';
import { runMain, SetupError } from './setup-error.ts';

const root = path.dirname(import.meta.dirname);
const dataDir = path.join(root, '.data');

await runMain(async () => {
  const configured = readConfiguration(root, 'production');
  const shopUrl = configured.APP_URL ?? `http://127.0.0.1:${configured.PORT ?? 3000}`;
  const sandboxUrl = `http://127.0.0.1:${configured.SANDBOX_PORT ?? 4010}`;
  const mailUrl = `smtp://127.0.0.1:${configured.SANDBOX_MAIL_PORT ?? 4025}`;
  const secrets = localSecrets(dataDir);
  const colours = catalogSource.offers.flatMap((offer) => offer.variants.map((variant) => variant.id));
  const env = embeddedVariables(
    {},
    { shopUrl, sandboxUrl, mailUrl, databaseUrl: '', firestoreHost: '', secrets, colours },
  );
  const running = runningParts();
  const { promise: asked, resolve: stop } = Promise.withResolvers<undefined>();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop(undefined));
  const onLine = (_: string, line: string) => console.log(line);
  const places = { shopUrl, sandboxUrl, mailUrl };
  await startSandbox({ dataDir, ...places, env: { ...process.env, ...env }, onLine }, running);
  const { DATABASE_URL: _database, DATABASE_STORAGE_TARGET: _target, ...variables } = env;
  console.log('\nA shop reaches it with these variables:');
  for (const [name, value] of Object.entries(variables)) console.log(`  ${name}=${value}`);
  const failure = await Promise.race([running.failed, asked]);
  await running.stop();
  if (failure !== undefined) throw new SetupError(failure);
});
