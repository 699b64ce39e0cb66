import { beforeEach, expect, it } from 'vitest';
import { admitConsoleSignIn, type SignInTry } from '#services/admit-console-sign-in.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const quarter = 15 * 60;
const unknown = { name: 'ana', address: null, browser: null } as const satisfies SignInTry;

let app: TestContext;
onEveryStore((store) => {
  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  const admit = (attempt: SignInTry) => admitConsoleSignIn(app, attempt);

  /** How many of so many tries were listened to, one after the other. */
  async function admitted(tries: number, attempt: SignInTry): Promise<number> {
    let count = 0;
    for (let nth = 0; nth < tries; nth++) if ((await admit(attempt)) === 'admitted') count += 1;
    return count;
  }

  it('where no address is known, five wrong tries in a name keep nobody out', async () => {
    expect(await admitted(20, unknown)).toBe(20);
    expect(await admit(unknown)).toBe('admitted');
  });

  it('where no address is known, guessing one name ends after a hundred tries, for a quarter of an hour', async () => {
    expect(await admitted(101, unknown)).toBe(100);
    app.clock.pass(quarter);
    expect(await admit(unknown)).toBe('admitted');
  });

  it('a browser that was let in before is listened to however often others ask in the same name', async () => {
    await admitted(101, unknown);
    expect(await admit({ ...unknown, browser: 'known' })).toBe('admitted');
    expect(await admit({ ...unknown, browser: 'known', address: '192.0.2.1' })).toBe('admitted');
  });

  it('a browser that was let in before has ten tries, and uses up nobody else’s', async () => {
    expect(await admitted(11, { ...unknown, browser: 'known' })).toBe(10);
    expect(await admit({ ...unknown, browser: 'another' })).toBe('admitted');
    expect(await admit(unknown)).toBe('admitted');
  });

  it('where the address is known, five tries of one person from there are enough, and others are listened to', async () => {
    const here = { ...unknown, address: '192.0.2.1' };
    expect(await admitted(6, here)).toBe(5);
    expect(await admit({ ...here, address: '192.0.2.2' })).toBe('admitted');
    expect(await admit({ ...here, name: 'ben' })).toBe('admitted');
  });
});

it('where no address is known, guessing many names ends after three hundred tries together', async () => {
  const { createMemoryStore } = await import('#libs/store/memory/memory-store.ts');
  const crowd = createTestContext({ store: createMemoryStore({ now: () => new Date() }) });
  let refused = 0;
  for (let nth = 0; nth < 310; nth++)
    if ((await admitConsoleSignIn(crowd, { ...unknown, name: `name-${nth}` })) !== 'admitted') refused += 1;
  expect(refused).toBe(10);
});
