/** What this machine keeps for the embedded defaults: the owner's .env files and the secrets made up on first start. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { EmbeddedSecrets, Environment } from './embedded-env.ts';

/** The files Next reads too, the strongest first: https://nextjs.org/docs/app/guides/environment-variables */
const filesOf = (mode: 'production' | 'development') => [
  `.env.${mode}.local`,
  '.env.local',
  `.env.${mode}`,
  '.env',
];

/** The variables of the process, then of the .env files; an empty value counts as none. */
export function readConfiguration(root: string, mode: 'production' | 'development'): Environment {
  const layers = [process.env, ...filesOf(mode).map((name) => readEnvFile(path.join(root, name)))];
  const known: Record<string, string | undefined> = {};
  for (const layer of layers.reverse()) {
    for (const [name, value] of Object.entries(layer)) if (value) known[name] = value;
  }
  return known;
}

const readEnvFile = (file: string): Environment =>
  fs.existsSync(file) ? parseEnv(fs.readFileSync(file, 'utf8')) : {};

const Secrets = z.object({
  stripeWebhookSecret: z.string().startsWith('whsec_'),
  cronSecret: z.string().min(16),
  sessionSecret: z.string().min(32),
  serverActionsKey: z.string().min(32),
});

/** Reads the secrets of a data folder, or makes them up and keeps them there for the owner's eyes only. */
export function localSecrets(dataDir: string): EmbeddedSecrets {
  const file = path.join(dataDir, 'secrets.json');
  if (fs.existsSync(file)) {
    const kept = Secrets.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')));
    if (kept.success) return kept.data;
  }
  const secrets: EmbeddedSecrets = {
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    cronSecret: randomBytes(24).toString('hex'),
    sessionSecret: randomBytes(32).toString('hex'),
    serverActionsKey: randomBytes(32).toString('base64'),
  };
  fs.mkdirSync(dataDir, { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
