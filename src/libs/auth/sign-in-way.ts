type Configuration = {
  readonly APP_ENV: string;
  readonly SESSION_SECRET?: string | undefined;
  readonly FIREBASE_WEB_API_KEY?: string | undefined;
  readonly SANDBOX_URL?: string | undefined;
};

/** Firebase where it is configured, everybody's word in the sandbox, and nobody signs in anywhere else. */
export function signInWay(env: Configuration): 'firebase' | 'sandbox' | null {
  if (env.SESSION_SECRET === undefined) return null;
  if (env.FIREBASE_WEB_API_KEY !== undefined) return 'firebase';
  return env.APP_ENV === 'sandbox' && env.SANDBOX_URL !== undefined ? 'sandbox' : null;
}
