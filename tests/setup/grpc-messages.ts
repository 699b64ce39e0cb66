import { gunzipSync } from 'node:zlib';

/** Reads the messages of a gRPC stream out of the chunks they arrive in. https://grpc.io/docs/guides/wire/ */
export function grpcMessages(onMessage: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      const body = rest.subarray(5, end);
      onMessage(rest[0] === 1 ? gunzipSync(body) : body);
      rest = rest.subarray(end);
    }
  };
}

export type Field = { readonly number: number; readonly value: Buffer | bigint };

/** The fields of one protobuf message, in the sequence they were written. https://protobuf.dev/programming-guides/encoding/ */
export function* protobufFields(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Buffer => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    const wire = tag & 7;
    if (wire === 0) yield { number, value: varint() };
    else yield { number, value: bytes(wire === 1 ? 8 : wire === 5 ? 4 : Number(varint())) };
  }
}
