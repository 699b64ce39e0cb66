/** A certificate of one's own, as real as any: node reads certificates and cannot write them. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Certificate = {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly pem: string;
};

/** Self-signed with RSA, for these host names, valid from yesterday for a year. */
export function createCertificate(hosts: readonly string[]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signed = toBeSigned(hosts, publicKey.export({ type: 'spki', format: 'der' }));
  const signature = sign('sha256', signed, privateKey);
  const der = sequence(signed, sha256WithRsa, element(0x03, Buffer.of(0), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  return { privateKey, publicKey, pem };
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function toBeSigned(hosts: readonly string[], publicKey: Buffer): Buffer {
  const day = 24 * 3600 * 1000;
  const time = (offsetMs: number): Buffer => {
    const text = new Date(Date.now() + offsetMs).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
    return element(0x17, Buffer.from(text.slice(2)));
  };
  const name = sequence(element(0x31, sequence(objectId('550403'), element(0x0c, Buffer.from('Test')))));
  const names = sequence(...hosts.map((host) => element(0x82, Buffer.from(host))));
  const subjectAltName = sequence(objectId('551d11'), element(0x04, names));
  return sequence(
    element(0xa0, integer(2)),
    integer(1),
    sha256WithRsa,
    name,
    sequence(time(-day), time(365 * day)),
    name,
    publicKey,
    element(0xa3, sequence(subjectAltName)),
  );
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts);
const integer = (value: number): Buffer => element(0x02, Buffer.of(value));
const objectId = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));
const sha256WithRsa = sequence(objectId('2a864886f70d01010b'), element(0x05));
