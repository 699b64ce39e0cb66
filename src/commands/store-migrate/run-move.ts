import { createInterface } from 'node:readline';
import { begin, type Move, MoveRefusal } from '#libs/store/move/begin.ts';
import { closeWindow, type Moved, moveRecords, tryOut } from '#libs/store/move/move.ts';
import type { Report } from '#libs/store/move/report.ts';
import { untilSwitched } from '#libs/store/move/until-switched.ts';
import { duration, reportLines, tryOutLines } from '#libs/store/move/words.ts';
import type { Route } from './options.ts';

export type Assignment = {
  readonly move: Move;
  readonly route: Route;
  /** Where the shop is, which says on which database it runs. */
  readonly shopUrl: string;
};

const same = 0;
const different = 2;

/** Says what a move would find and do. */
export async function dryRun({ move, route }: Assignment): Promise<number> {
  for (const line of tryOutLines(await tryOut(move), route)) move.say(line);
  return same;
}

/** Copies and compares while the shop is open; answers the exit code. */
export async function runMove(assignment: Assignment): Promise<number> {
  const { move } = assignment;
  const standing = await begin(move);
  if (standing.phase === 'verified') {
    throw new MoveRefusal(
      'A cut-over is verified and waits for the shop to be switched over: go on with --cut-over.',
    );
  }
  const { report } = await moveRecords(move, standing);
  print(assignment, report);
  if (report.isSame) move.say('\nTo switch the shop over, run the same command with --cut-over.');
  return report.isSame ? same : different;
}

/** Copies, closes the window and waits for the switch; answers the exit code. */
export async function runCutOver(assignment: Assignment): Promise<number> {
  const { move } = assignment;
  const standing = await begin(move);
  if (standing.phase !== 'verified') {
    const moved = await moveRecords(move, standing);
    if (!moved.report.isSame) {
      print(assignment, moved.report);
      move.say('\nThe shop stays as it is, and open.');
      return different;
    }
    if (!(await isVerified(assignment, moved))) return different;
  }
  await waitForSwitch(assignment);
  return same;
}

async function isVerified(assignment: Assignment, moved: Moved): Promise<boolean> {
  const { move } = assignment;
  move.say(`The shop takes orders and writes nothing from now on: ${move.ends.source.name} is frozen.`);
  const startedAt = performance.now();
  const { report, isVerified: verified } = await closeWindow(move, moved);
  print(assignment, report);
  const length = duration((performance.now() - startedAt) / 1000);
  move.say(
    verified
      ? `\nVerified within ${length}.`
      : `\nThe window is closed after ${length} without a switch: ${move.ends.source.name} takes writes again.`,
  );
  return verified;
}

async function waitForSwitch({ move, route, shopUrl }: Assignment): Promise<void> {
  const { source, target } = move.ends;
  const healthUrl = new URL('/api/health', shopUrl).href;
  const frozen = await source.frozen();
  move.say(`
Now set DATABASE_STORAGE_TARGET=${route.to} and deploy the shop again.
The window ends when ${healthUrl} says that it runs on ${route.to}, or when you press Enter.`);
  const keyboard = createInterface({ input: process.stdin });
  try {
    const told = new Promise<void>((resolve) => keyboard.once('line', () => resolve()));
    await untilSwitched({ healthUrl, target: route.to, told, stop: move.stop });
  } catch (error) {
    move.say(`
${target.name} is ready and ${source.name} still frozen. Run the same command to wait on, or open
${source.name} again with npm run store:migrate -- --thaw ${route.from} if the shop has not been switched over.`);
    throw error;
  } finally {
    keyboard.close();
  }
  const seconds = frozen ? (Date.now() - frozen.since.getTime()) / 1000 : 0;
  move.journal.remove();
  move.say(`
The shop runs on ${route.to}. Nothing was written for ${duration(seconds)}.
${source.name} stays frozen, so that no old deployment writes into it.`);
}

function print({ move, route }: Assignment, report: Report): void {
  move.say('');
  for (const line of reportLines(report, route)) move.say(line);
}
