declare module 'autocannon' {
  namespace autocannon {
    type Request = { method?: string; headers?: Record<string, string>; body?: string };
    type Options = {
      url: string;
      connections: number;
      duration: number;
      requests: { method: string; setupRequest: (request: Request) => Request }[];
    };
    type Result = {
      '2xx': number;
      non2xx: number;
      errors: number;
      timeouts: number;
      duration: number;
      latency: { p50: number; p99: number };
    };
  }
  function autocannon(options: autocannon.Options): Promise<autocannon.Result>;
  export = autocannon;
}
