type Lock = { packages: Record<string, object> };

export const oldestNode: string;
export function nodePackageFor(
  platform: string,
  arch: string,
): { name: string; version: string; binary: string } | undefined;
export function isAtLeast(version: string, wanted: string): boolean;
export function whyStale(
  lock: Lock,
  installed: Lock | undefined,
  machine: { platform: string; arch: string },
): string | undefined;
export function explainNpmFailure(output: string, registry: string): string | undefined;
