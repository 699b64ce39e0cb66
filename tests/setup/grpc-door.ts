import http from 'node:http';
import type http2 from 'node:http2';
import net from 'node:net';

/** Takes gRPC to the server, and tells whoever asks in HTTP/1 that somebody is here, as the emulator does. */
export function openDoor(server: http2.Http2Server): net.Server {
  const plain = http.createServer((_, response) => response.end('Ok'));
  return net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('readable', () => {
      const start: Buffer | null = socket.read();
      if (start === null) return;
      socket.unshift(start);
      const speaksHttp2 = start.toString('latin1', 0, 3) === 'PRI';
      (speaksHttp2 ? server : plain).emit('connection', socket);
    });
  });
}
