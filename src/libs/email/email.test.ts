import { describe, expect, it } from 'vitest';
import { addressDomain, isSingleAddress, oneLine } from './header-text.ts';
import { needsTls } from './smtp-mailer.ts';

describe('text for a header', () => {
  it.each([
    ['Ada\r\nBcc: eve@example.com', 'Ada Bcc: eve@example.com'],
    ['Ada\u0000\u2028\u2029Lovelace', 'Ada Lovelace'],
    ['  Ada\t', 'Ada'],
    ['a'.repeat(500), 'a'.repeat(200)],
    ['樱花粉', '樱花粉'],
  ])('%j is one harmless line', (given, expected) => expect(oneLine(given)).toBe(expected));
});

describe('a recipient', () => {
  it.each(['ada@example.com', "o'brien+shop@sub.example.co.uk", 'ü@bücher.example'])('%s is one', (address) =>
    expect(isSingleAddress(address)).toBe(true),
  );
  it.each([
    'ada@example.com, eve@example.com',
    'Ada <ada@example.com>',
    'ada@example.com\r\nRCPT TO:<eve@example.com>',
    'ada@@example.com',
    'ada',
    '',
    `${'a'.repeat(250)}@example.com`,
  ])('%j is none', (address) => expect(isSingleAddress(address)).toBe(false));
});

it.each([
  ['orders@rolitt.example', 'rolitt.example'],
  ['Rolitt <orders@rolitt.example>', 'rolitt.example'],
])('the domain of %s is found', (from, domain) => expect(addressDomain(from)).toBe(domain));

it.each([
  ['smtp://user:secret@mail.example.com:587', true],
  ['smtp://10.0.0.7', true],
  ['smtp://127.0.0.1.example.com', true],
  ['smtp://127.0.0.1:4025', false],
  ['smtp://localhost', false],
  ['smtp://relay.internal?requireTLS=false', false],
])('%s: must be encrypted is %s', (url, expected) => expect(needsTls(url)).toBe(expected));
