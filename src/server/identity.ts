import { createFirebaseIdentity } from '#libs/auth/firebase-identity.ts';
import type { Identity } from '#libs/auth/identity.ts';
import { createSandboxIdentity } from '#libs/auth/sandbox-identity.ts';
import type { Env } from '#libs/Env.ts';

/** Firebase where it is configured, the stand-in in the sandbox, and nobody signs in anywhere else. */
export function identityOf(env: Env, now: () => Date): Identity | null {
  const { SESSION_SECRET: sessionSecret, FIREBASE_WEB_API_KEY: webApiKey } = env;
  if (sessionSecret === undefined) return null;
  const serviceAccount = env.FIREBASE_SERVICE_ACCOUNT ?? null;
  const projectId = serviceAccount?.projectId ?? env.FIREBASE_PROJECT_ID;
  if (webApiKey !== undefined && projectId !== undefined) {
    const { APP_URL: appUrl, FIREBASE_AUTH_EMULATOR_HOST: emulatorHost } = env;
    return createFirebaseIdentity({
      projectId,
      serviceAccount,
      webApiKey,
      sessionSecret,
      appUrl,
      now,
      emulatorHost,
    });
  }
  return env.APP_ENV === 'sandbox'
    ? createSandboxIdentity({ sessionSecret, now, process: thisProcess })
    : null;
}

/** The same for every copy of this module that a bundler puts into one process. */
const thisProcess = `${process.pid}-${performance.timeOrigin}`;
