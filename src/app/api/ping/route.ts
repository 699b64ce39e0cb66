/** Answers as soon as the process serves requests; what a start script waits for and a benchmark measures against. */
export async function POST(request: Request): Promise<Response> {
  await request.arrayBuffer();
  return new Response('ok');
}
