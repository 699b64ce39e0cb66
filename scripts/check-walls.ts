/** `npm run check:walls`: refuses imports that cross a wall of the architecture. */
import { runMain, SetupError } from './setup-error.ts';
import { readWalls } from './walls.ts';

/** Imports that are always there; a tool that does not see them sees nothing and must not pass. */
const landmarks = [
  'src/server/context.ts -> src/libs/payments/providers/stripe/stripe-provider.ts',
  'src/services/decide-with-stock.ts -> src/domain/webhook-decision.ts',
  'src/libs/payments/providers/stripe/stripe-client.ts -> node_modules/stripe/esm/stripe.esm.node.js',
];
const fewestModules = 100;

await runMain(async () => {
  const { modules, edges, crossings } = readWalls();
  const unseen = landmarks.filter((landmark) => !edges.has(landmark));
  if (unseen.length > 0 || modules.length < fewestModules) {
    throw new SetupError(
      `The checker read ${modules.length} modules and missed ${unseen.join(', ') || 'none'}: it cannot be relied on.`,
    );
  }
  if (crossings.length > 0) {
    const lines = crossings.map(({ rule, from, to }) => `  ${rule}: ${from} -> ${to}`);
    throw new SetupError(
      `These imports cross a wall (the rules and their reasons are in .dependency-cruiser.mjs):\n${lines.join('\n')}`,
    );
  }
  console.log(`${modules.length} modules, ${edges.size} imports, every wall stands.`);
});
