import type { ActivityLog } from './activity.ts';
import { actorOf, type Operator } from './operator.ts';

/** How long somebody sees what they revealed, milliseconds. */
const revealedForMs = 600_000;

/** Whether a line of history says that this operator revealed something lately; others still see it masked. */
export const isRevealedTo = ({ actor, created_at }: ActivityLog, operator: Operator, now: Date): boolean =>
  actor === actorOf(operator) && now.getTime() - created_at.getTime() < revealedForMs;
