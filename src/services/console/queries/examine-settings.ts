import { demandRole, type Operator } from '#domain/operator.ts';
import { diagnose } from '#services/diagnose.ts';
import type { Finding, Subject } from '#services/finding.ts';

/** Whether what is configured works and fits together, as `npm run doctor` says it. Viewers may know. */
export async function examineSettings(subject: Subject, operator: Operator): Promise<readonly Finding[]> {
  demandRole(operator, 'viewer');
  return diagnose(subject);
}
