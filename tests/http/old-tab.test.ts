import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

type Manifest = {
  node: Record<string, { filename: string; exportedName: string }>;
  encryptionKey: string;
};

const folder = path.join(import.meta.dirname, '../../.next/server');

/** What a tab from before a deploy sends is this id, so nothing that changes with a deploy may be part of it. */
it('the id of the checkout action, as of every action, is made of the key, the path and the name alone', () => {
  const file = path.join(folder, 'server-reference-manifest.json');
  const { node, encryptionKey }: Manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  const actions = Object.entries(node).map(([id, { filename, exportedName }]) => ({
    id,
    filename,
    exportedName,
  }));
  const checkout = { filename: 'src/app/actions/handle-checkout.ts', exportedName: 'handleCheckout' };
  expect(actions).toContainEqual(expect.objectContaining(checkout));
  for (const { id, filename, exportedName } of actions) {
    const digest = createHash('sha1').update(`${encryptionKey}${filename}:${exportedName}`).digest('hex');
    expect(id.slice(2)).toBe(digest);
  }
});
