/** `npm run doctor`: what is configured, what is missing, and whether it all works. Changes nothing. */
import { CatalogError } from '#libs/Catalog.ts';
import { describeVariables, type Env, EnvError, loadEnv, requiredInProduction } from '#libs/Env.ts';
import { variableGroup } from '#libs/variable-groups.ts';
import { createContext } from '#server/context.ts';
import { diagnosisSubject } from '#server/diagnosis-subject.ts';
import { diagnose } from '#services/diagnose.ts';
import type { Finding } from '#services/finding.ts';
import { inRequest } from '#services/in-request.ts';
import { webhookUrl } from '#services/webhook-endpoint.ts';

/** A variable with a default is not missing when it is not set. */
const absent = (name: string): string =>
  name in requiredInProduction() || name === 'KLAVIYO_API_KEY' || name === 'APP_URL' ? 'missing' : 'not set';

function printVariables(): void {
  const states = Map.groupBy(describeVariables(), ({ name }) => variableGroup(name));
  for (const [group, variables] of states) {
    console.log(`\n${group}`);
    for (const { name, set, form } of variables) {
      console.log(`  ${name.padEnd(27)}  ${set ? `set${form === null ? '' : ` (${form})`}` : absent(name)}`);
    }
  }
}

async function examine(env: Env): Promise<Finding[]> {
  const app = createContext(env, { defer: (work) => void work(), logTo: 'stderr' });
  try {
    const run = { door: 'command doctor', traceparent: null };
    return await inRequest(app, run, () => diagnose(diagnosisSubject(app, env)));
  } finally {
    await app.store.close();
  }
}

function print({ level, area, sentence, advice }: Finding): void {
  console.log(
    `  ${level.padEnd(7)}  ${area.padEnd(8)}  ${sentence}${advice === undefined ? '' : `\n${' '.repeat(21)}${advice}`}`,
  );
}

async function main(): Promise<boolean> {
  printVariables();
  console.log('\nFindings');
  const env = loadEnv();
  const findings = await examine(env);
  for (const finding of findings) print(finding);
  console.log(`\nStripe sends its events to ${webhookUrl(env.APP_URL)}`);
  return findings.every(({ level }) => level !== 'problem');
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  process.exitCode = 1;
  if (!(error instanceof EnvError || error instanceof CatalogError)) throw error;
  for (const problem of error.problems) console.log(`  problem  config    ${problem}`);
  console.log('\nThe rest is examined once these are mended.');
}
