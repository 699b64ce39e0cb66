import * as fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { variableNames } from '#libs/Env.ts';

const text = fs.readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8');

it('.env.example names exactly the variables that are read, and the one Next reads', () => {
  const names = Object.keys(parseEnv(text));
  expect(names.toSorted()).toEqual([...variableNames, 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'].toSorted());
});

it('.env.example holds no value and explains every variable in the line above it', () => {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    expect(line).toMatch(/^[A-Z_]+=$/);
    expect(lines[index - 1]).toMatch(/^# \S.+\.$|^# .+openssl rand -base64 32$/);
  }
});
