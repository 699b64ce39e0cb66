import type http2 from 'node:http2';

/** https://grpc.io/docs/guides/status-codes/ */
const statusCodes = {
  DEADLINE_EXCEEDED: 4,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;
export type Refusal = keyof typeof statusCodes;

/** An error without a message body: https://grpc.github.io/grpc/core/md_doc__p_r_o_t_o_c_o_l-_h_t_t_p2.html */
export function answerError(
  stream: http2.ServerHttp2Stream,
  status: Refusal,
  saying = 'the network as tests want it',
): void {
  if (stream.destroyed || stream.headersSent) return;
  const trailers = {
    'grpc-status': String(statusCodes[status]),
    'grpc-message': encodeURIComponent(saying),
  };
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true });
  stream.resume();
}
