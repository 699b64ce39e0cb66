import { signInWay } from '../sign-in-way.ts';
import type { ListedMember, PasswordMember } from './console-members.ts';

type Configuration = Parameters<typeof signInWay>[0] & {
  readonly CONSOLE_ACCESS?: readonly ListedMember[] | undefined;
  readonly CONSOLE_PASSWORDS?: readonly PasswordMember[] | undefined;
};

/** How one gets in to the console. */
export type ConsoleWays = {
  /** Who is let in by their address, once the identity provider has verified it. */
  readonly listed: readonly ListedMember[];
  readonly passwords: readonly PasswordMember[];
  /** Whether everybody may say which role they want: on a laptop, where nothing is real and nothing is configured. */
  readonly standIn: boolean;
};

/** The ways in, or null where the console does not exist. */
export function consoleWays(env: Configuration): ConsoleWays | null {
  if (env.SESSION_SECRET === undefined) return null;
  const identities = signInWay(env);
  const listed = identities === null ? [] : (env.CONSOLE_ACCESS ?? []);
  const passwords = env.CONSOLE_PASSWORDS ?? [];
  const nobody = listed.length === 0 && passwords.length === 0;
  const standIn = nobody && identities === 'sandbox';
  return nobody && !standIn ? null : { listed, passwords, standIn };
}
