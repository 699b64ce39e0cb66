/** What belongs to the shoppers of the tests and of the sandbox, in every form in which a program may write it. */
const personal =
  /[\p{L}\p{N}._+-]+(?:@|%40)[\p{L}\p{N}-]+\.(?:example|com|test)\b|Lovelace|Lindqvist|Byron Road|Canary Wharf|Södra v|70 ?123 ?45 ?67|4242 ?4242/iu;

const secretForms =
  /\b(?:sk|pk|rk)_(?:test|live|sandbox)\w*|whsec_\w+|AIza[\w-]{10,}|\beyJ[\w-]{10,}\.|Bearer \S|postgres:\/\/|[?&]key=\d/;

/** The values that the configuration of a product keeps secret. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(env)
    .filter(([name]) =>
      /SECRET|PASSWORD|PRIVATE|_API_KEY$|^DATABASE_URL$|^SMTP_URL$|SERVICE_ACCOUNT/.test(name),
    )
    .flatMap(([, value]) => (value ?? '').split(','))
    .filter((value) => value.length >= 8);

/** The lines that name somebody or something nobody may read in a log. */
export const leaksIn = (lines: readonly string[], secrets: readonly string[]): string[] =>
  lines.filter(
    (line) =>
      personal.test(line) || secretForms.test(line) || secrets.some((secret) => line.includes(secret)),
  );

/** Throws when any line does. */
export function refuseLeaks(
  lines: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  const leaks = leaksIn(lines, secretsIn(env));
  if (leaks.length > 0)
    throw new Error(
      `${leaks.length} lines of ${lines.length} told too much:\n${leaks.slice(0, 5).join('\n')}`,
    );
}
